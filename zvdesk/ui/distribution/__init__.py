"""Show who gets what of a meeting, and keep how far each document is."""
