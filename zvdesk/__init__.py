"""Prepare, lead and record a tafel-overleg: an encrypted local vault, five steps, a signed action list."""

__version__ = "0.1.0"
