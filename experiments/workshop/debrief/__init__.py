"""The debrief: everything that is shown once all is played, as data, from the tables alone."""
