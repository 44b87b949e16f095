"""The faces that people touch: the command line and the report."""
