"""Make, sign and verify paper: the only package that knows reportlab, pikepdf and pyHanko."""
