"""Studies: a design over factors, played point by point into a data set that survives whatever happens.

::

    study        what a study file says            plan        the study with everything resolved
    reading      from file to study                designs     the points that it asks for
    factors      what is varied, and how far       points      what one point comes to
    executors    who plays: threads, a cluster     dataset     what is on disk, read back
    sweep        all of it, started or gone on with
"""
