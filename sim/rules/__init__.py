"""The rulebook: one mechanism a file, pure functions of numbers, each with its formula and its source."""
