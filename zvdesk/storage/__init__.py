"""Keep the vault: the only package that knows SQLCipher, SQLAlchemy, Alembic and keyring."""
