"""The spellings of years, periods and dates."""

import calendar
import re
import unicodedata
from dataclasses import dataclass

import numpy as np

FIRST_YEAR, LAST_YEAR = 1800, 2200
"""Years outside are taken for a slip of the pen: no table of population by age is older, no projection longer."""

_YEAR = re.compile(r"(\d{4})(?:\.0+)?\s*(?:年|年度)?")
_YEAR_END = re.compile(r"(\d{4})\s*年?\s*(?:末|底|年末|年底)")
_PERIOD = re.compile(r"(\d{4})\s*(?:-|–|—|/|~|至|到|to)\s*(\d{4})\s*年?")
_MONTH = re.compile(r"(\d{4})\s*(?:-|/|年|m|-m)\s*(\d{1,2})\s*月?")
_MONTH_ALONE = re.compile(r"m?(\d{1,2})(?:\.0+)?\s*月?(?:份)?")
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[t ]00:00(?::00)?)?")


@dataclass(frozen=True)
class Time:
    """``years`` calendar years from ``year``; of a day, its ``date`` in decimal years; of a month, its number."""

    year: int
    years: int = 1
    date: float = np.nan
    month: int = 0

    @property
    def is_day(self) -> bool:
        """Whether a day of the year was given."""
        return not np.isnan(self.date)


def read_time(text: str) -> Time | None:
    """What ``text`` means, or ``None``. Days in the manner 31/12/2025 are refused: 1/2 is two dates."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    if match := _YEAR.fullmatch(plain):
        return _plausible(Time(int(match[1])))
    if match := _YEAR_END.fullmatch(plain):
        return _plausible(Time(int(match[1]), date=int(match[1]) + 1.0))
    if match := _DATE.fullmatch(plain):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _MONTH.fullmatch(plain):
        return _month(int(match[1]), int(match[2]))
    if match := _PERIOD.fullmatch(plain):
        return _period(int(match[1]), int(match[2]))
    return None


def read_month(text: str) -> int | None:
    """The number of a month that stands alone: ``3``, ``3月``, ``Mar``, ``March``; ``None`` where it is none."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    if match := _MONTH_ALONE.fullmatch(plain):
        return int(match[1]) if 1 <= int(match[1]) <= 12 else None
    named = _MONTH_NAMES.index(plain[:3]) + 1 if plain[:3] in _MONTH_NAMES else None
    return named if plain.isalpha() else None


def _month(year: int, month: int) -> Time | None:
    return _plausible(Time(year, month=month)) if 1 <= month <= 12 else None


def _day(year: int, month: int, day: int) -> Time | None:
    """1 July is a half; the last day of a month is its end, so 31 December is the next year's beginning."""
    if not (1 <= month <= 12) or not (FIRST_YEAR <= year <= LAST_YEAR):
        return None
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        return None
    passed = days if day == days else day - 1
    return Time(year, date=year + (month - 1 + passed / days) / 12)


def _period(first: int, last: int) -> Time | None:
    """UN periods name the year they end before (1950-1955 is five years); 1950-1954 names its last year."""
    span = last - first
    years = span if span in (5, 10) else span + 1
    return _plausible(Time(first, years)) if 1 <= years <= 10 else None


def _plausible(time: Time) -> Time | None:
    return time if FIRST_YEAR <= time.year <= LAST_YEAR else None
