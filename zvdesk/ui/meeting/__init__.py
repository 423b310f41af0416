"""Hold the room of the meetings: the list, the preparation and the lead page."""
