"""How a file becomes rows of cells, and how faults in it are told."""
