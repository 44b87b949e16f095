"""The commands, one a file, of which `tree` holds names and short helps; each is imported when it is called."""
