"""Hold the dialog that previews, signs and keeps the lists."""
