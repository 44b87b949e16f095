"""At which value the answer turns, and what it would be worth to know a value before deciding."""
