"""Analysis on tables and arrays alone: estimates, survival, figures and words.

Every estimator refuses what is no data of its kind by :class:`equipoise.analysis.data.DataError`: no numbers where
there should be some, infinite ones, columns that differ in length or shape, counts that contradict each other, chances
beyond 0 and 1, numbers below the least that is stated, a column that is not there. A section "Raises" tells of what
else is refused. ``level`` is always the coverage of an interval.
"""
