"""Paint the pictures of the window: each takes one frozen view and says the same in words."""
