"""Workshops: people take the seats of vendor and account at tables, under luck that can be played again."""
