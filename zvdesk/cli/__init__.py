"""Run zvdesk from the command line, without Qt."""

from zvdesk.cli.program import main

__all__ = ["main"]
