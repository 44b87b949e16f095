"""Files that users write: started from a template, listed, shown and checked alike."""
