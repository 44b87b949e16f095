"""Which policy is best? A search of the lever space for two objectives, confirmed on luck that had no part in it."""
