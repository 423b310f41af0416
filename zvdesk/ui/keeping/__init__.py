"""The room that watches over what is kept: terms, shielded cases, copies that went out, destruction."""
