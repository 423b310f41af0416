"""The few names of asn1crypto that zvdesk uses; its values have no types of their own."""
