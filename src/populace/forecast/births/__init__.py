"""Births, the weak link of a projection, as a model of their own: arrays in, frozen results out.

The story, one module a step::

    shrinkage    how fertile a place is beside the place above it, leaning on that one where births are few
    period       where the level of fertility stands and how surely it goes on from there; single strange years apart
    dispersion   how much more than by chance births scatter from year to year
    model        the three together: women at risk times rates, with their spread
    calendar     months as numbers, and their days
    season       what part of a year's births falls in each month
    months       the months ahead, adding up to the year's births in every trajectory
    nowcast      what the months of an unfinished year that are known already say of the whole of it
    month_trial  how the months would have been forecast in the past, beside the same month of the year before
    carried      births carried forward beside births from women at risk: which did better on the place's own past
    counted      births by month as they were counted
    values       what is said of the months ahead
    outlook      the months ahead of a place, from its tables and its trajectories
"""
