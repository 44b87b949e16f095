"""Twins: the same runs with an account taken away, and what follows for the vendor and for the account (R1)."""
