"""Build Casussen: the list, the intake and the whole case."""
