"""A sheet as a table, and what it says against adding its rows up."""
