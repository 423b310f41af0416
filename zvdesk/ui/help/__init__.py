"""Show every key, and what zvdesk is made of."""
