"""What the documents have from the program: each generated part, and one command that writes them."""
