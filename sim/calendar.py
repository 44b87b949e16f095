"""How rounds make years."""

ROUNDS_A_YEAR = 4.0
"""A round is a quarter."""
