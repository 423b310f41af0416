"""Show the log: who did what, and how it stands."""
