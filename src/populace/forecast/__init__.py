"""From observations to trajectories, birth peaks and needs.

The story is in ``run``: ``evidence`` sorts what the tables say, ``plan`` takes the best rung of the ``ladder`` for each
place, ``expected`` runs the median path, ``simulate`` the trajectories, ``summarise`` says what they mean, and
``accuracy`` tries the same method on the past.
"""
