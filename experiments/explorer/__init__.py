"""What somebody explores: two policies under one set of facts, as a link, as a command, and what follows from them."""
