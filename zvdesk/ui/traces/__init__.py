"""Leave no trace of the vault's content in what the desktop remembers: clipboard and file dialogs."""
