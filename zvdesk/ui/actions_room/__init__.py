"""Build Acties: what is open over all cases."""
