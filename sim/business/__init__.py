"""A business in its own words: currency and years, translated once into the engine's money, units and rounds.

``facts`` declares what can be stated, ``contradictions`` what cannot be stated together, ``books`` reads it as shares
of the business's revenue, ``translation`` writes it in the engine's units, ``rest`` solves what nobody states so that
the first year is the stated one, and ``understanding`` says what came of it.
"""
