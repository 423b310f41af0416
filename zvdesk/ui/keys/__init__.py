"""Ask what an act on the keys of a vault needs; the rooms for people and for settings share it."""
