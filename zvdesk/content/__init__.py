"""Load and check the versioned TOML of resources/ into domain objects."""
