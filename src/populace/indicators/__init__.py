"""Numerators over denominators, through the tree of places and time.

::

    asked        which definitions, split by what, with which companions
    population   what is divided by: an account of the population, official or chosen, carried to the middle of a period
    sides        numerator and denominator of each, for every place and period
    intervals    how far chance alone could move a value; small numbers
    reporting    how complete the reports are that a value rests on
    compute      the story of all these

Nothing is stored and nothing is made overnight: a figure that was committed a moment ago is in the next answer.
"""
