"""Set text size, colours, the house and its vault."""
