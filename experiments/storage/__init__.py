"""Files and folders on disk: whole or not there, one writer at a time, and called by name."""
