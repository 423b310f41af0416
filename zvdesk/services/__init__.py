"""Do what a person does: one function per act, the only door to the data."""
