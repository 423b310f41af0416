"""Open, make and choose a vault: the rooms before the rooms."""
