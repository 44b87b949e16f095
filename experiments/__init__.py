"""Experiments: arms under the same luck, and what is needed to repeat them."""
