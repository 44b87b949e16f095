"""Published facts: a file a regularity, found by its name."""
