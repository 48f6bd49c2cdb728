"""Numerators over denominators, through the tree of places and time.

``compute`` answers for indicators; ``accounts``, ``official`` and ``account_values`` for what they are divided by;
``compare`` holds all accounts of a population beside each other; ``peers`` shows a place beside its own past and the
range of others like it, never in a row of ranks. ``from_services`` and ``projections`` make accounts: rows to commit.
"""
