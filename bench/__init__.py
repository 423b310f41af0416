"""Measure zvdesk against a floor or a peer, in one run, with seeded fictional data."""
