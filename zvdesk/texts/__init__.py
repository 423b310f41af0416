"""Keep the Dutch words for causes and values; nothing here decides anything."""
