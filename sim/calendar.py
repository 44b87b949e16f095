"""How rounds make years."""

ROUNDS_A_YEAR = 4
"""A round is a quarter."""
