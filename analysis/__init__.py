"""Analysis on tables and arrays alone: estimates, survival, figures and words."""
