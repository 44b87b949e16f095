"""Ways to play: what pays at a table and what does not, measured over many lucks."""
