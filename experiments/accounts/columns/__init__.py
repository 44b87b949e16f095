"""What columns hold, and what their cells say: amounts, days, lengths of time, people and names."""
