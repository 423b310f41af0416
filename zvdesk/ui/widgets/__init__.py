"""Hold the parts that the rooms share; each looks, reads and speaks the same everywhere."""
