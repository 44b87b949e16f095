"""What the commands print, a page a file: sentences first, then tables."""
