"""Months as numbers that can be counted on, and the days in them.

A month is ``12 x year + month - 1``: March 2026 is 24314. The number after it is the month after it.
"""

import calendar

import numpy as np
from jaxtyping import Int

MONTHS = 12


def month_number(year: int, month: int) -> int:
    """The number of a month (1 to 12) of a year."""
    return MONTHS * year + month - 1


def year_of(months: Int[np.ndarray, " month"]) -> Int[np.ndarray, " month"]:
    """The calendar year of each month."""
    return np.asarray(months // MONTHS)


def month_of(months: Int[np.ndarray, " month"]) -> Int[np.ndarray, " month"]:
    """The month of the year of each, 0 for January to 11."""
    return np.asarray(months % MONTHS)


def days_of(months: Int[np.ndarray, " month"]) -> Int[np.ndarray, " month"]:
    """The days of each month; February has 29 in leap years."""
    years, at = year_of(months), month_of(months)
    return np.array([calendar.monthrange(int(y), int(m) + 1)[1] for y, m in zip(years, at, strict=True)])
