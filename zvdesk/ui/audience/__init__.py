"""Show the audience at the beamer what it may see, on a screen of its own."""
