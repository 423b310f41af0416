"""Hold the Qt models: tables over frozen rows, never over queries."""
