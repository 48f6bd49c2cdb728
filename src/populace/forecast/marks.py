"""Marks in the columns ``sex``, ``age`` and ``width`` of the observations that a forecast is made from."""

ALL_AGES = -1
"""``age`` and ``width`` of an observation that is not broken down by age."""

OPEN = 0
"""``width`` of an open age group (85+)."""

BOTH_SEXES = -1
"""``sex`` of an observation that is not broken down by sex; else ``demography.sex.FEMALE`` or ``MALE``."""
