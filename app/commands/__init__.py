"""The commands, one a file. Their heavy work is imported when it begins, so that help and completion come at once."""
