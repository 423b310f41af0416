"""Be the room in which tables and cases go to colleagues with a vault of their own, and come back."""
