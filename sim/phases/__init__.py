"""What a round does with moves: one phase a file, over the rows of a world. Phases resolve, they never decide."""
