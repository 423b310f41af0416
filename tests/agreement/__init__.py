"""Hold what zvdesk says of many made files against what other programs say of them."""
