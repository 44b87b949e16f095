"""Targets beside what comes out, and what it hangs on: the tables of docs/calibration.md."""
