"""Hold the page that says whether a signed document is genuine."""
