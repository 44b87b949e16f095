"""What is said of results: how numbers are written, and sentences that figures choose."""
