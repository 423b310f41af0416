"""Build Vandaag: what needs the person now."""
