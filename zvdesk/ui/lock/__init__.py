"""Lock: notice that it is time, cover, save, close, and come back as a new process."""
