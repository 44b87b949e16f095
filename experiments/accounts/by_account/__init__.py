"""How rows become accounts: what each brings in a year, why a row does not count, and what else is known of it."""
