"""Prove the promises of SECURITY.md, one module each; ``soak.py`` repeats their rounds as long as asked."""
