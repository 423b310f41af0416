"""Look after the people of the house and the organisations around the table."""
