"""Make copies of an open vault by themselves."""
