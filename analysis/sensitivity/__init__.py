"""Which factor moves an outcome: estimators on arrays of points, one a file, whatever played the points.

============================  =========================================================================
:mod:`~.grid`                 shares of variance, from a full grid
:mod:`~.sobol`                shares of variance, from a Saltelli design
:mod:`~.screening`            elementary effects, from Morris trajectories
:mod:`~.tornado`              swings between the ends of each factor, all others at their base
:mod:`~.levels`               which two levels a swing is between, and where an outcome turns
:mod:`~.ranks`                standardised rank regression, from a Latin hypercube or any other design
:mod:`~.noise`                what it does to all of these that a point's value is a mean over runs
============================  =========================================================================
"""
