"""How senders write periods: in a declared manner, in parts, or in one that cannot be misread.

A manner is built from ``YYYY``, ``MM``, ``MMM`` (the name of a month), ``DD``, ``q`` (the quarter), ``h`` (the half)
and ``ww`` (the ISO week), with anything between them: ``DD/MM/YYYY``, ``MMM YYYY``, ``YYYY-Tq``, ``YYYY年MM月``.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from populace.catalog.periods import Length, Period
from populace.errors import ModelError
from populace.exchange.calendars import Calendar, day_of, months_of
from populace.exchange.tidy.mapping import PeriodColumns

LENGTHS = {
    "day": "P1D",
    "week": "P7D",
    "month": "P1M",
    "quarter": "P3M",
    "half": "P6M",
    "year": "P1Y",
}
"""Lengths by the words that a mapping uses."""

CALENDARS = tuple(calendar.value for calendar in Calendar)
"""The calendars that a mapping may declare."""

PARTS = ("year", "half", "quarter", "month", "week", "day")
"""What the columns of a period may each hold."""

PLAIN = (
    *(
        "YYYY",
        "YYYY-MM",
        "YYYY/MM",
        "YYYYMM",
        "YYYY-Qq",
        "YYYYQq",
        "YYYY-Hh",
        "YYYYSh",
        "YYYY-Www",
        "YYYYWww",
    ),
    *(
        "YYYY-MM-DD",
        "YYYY/MM/DD",
        "YYYYMMDD",
        "YYYY年",
        "YYYY年度",
        "YYYY年MM月",
        "YYYY年MM月DD日",
        "YYYY年第q季度",
    ),
    *("YYYY-MM-DD 00:00:00", "YYYY-MM-DDT00:00:00"),
)
"""Manners that are understood undeclared, as none of them can be read in two ways."""

_TOKENS = {
    "YYYY": ("year", r"(?P<year>\d{4})(?:\.0+)?"),
    "MMM": ("month", r"(?P<name>[^\W\d_]+\.?)"),
    "MM": ("month", r"(?P<month>\d{1,2})"),
    "DD": ("day", r"(?P<day>\d{1,2})"),
    "ww": ("week", r"(?P<week>\d{1,2})"),
    "q": ("quarter", r"(?P<quarter>[1-4])"),
    "h": ("half", r"(?P<half>[12])"),
}
_TOKEN = re.compile("|".join(_TOKENS))
_TOGETHER = re.compile("(YYYY|MM|DD|ww)(?=YYYY|MM|DD|ww)")
_WHOLE = (
    {"year"},
    {"year", "month"},
    {"year", "month", "day"},
    {"year", "quarter"},
    {"year", "half"},
    {"year", "week"},
)


@dataclass(frozen=True)
class Parts:
    """A period by its numbers in the calendar of its sender; 0 where it has none of a kind."""

    year: int
    half: int = 0
    quarter: int = 0
    month: int = 0
    week: int = 0
    day: int = 0


def known_format(style: str) -> bool:
    """Whether a manner names one period, and can be read."""
    named = [_TOKENS[token][0] for token in _TOKEN.findall(style)]
    return len(style) < 60 and len(named) == len(set(named)) and set(named) in _WHOLE


def read_parts(text: str, style: str, language: str = "en") -> Parts | None:
    """The numbers of a period that is written in ``style`` (or, where that is empty, in a plain manner)."""
    plain = unicodedata.normalize("NFKC", text).strip()
    for each in (style,) if style else PLAIN:
        match = _pattern(each).fullmatch(plain)
        if match:
            found = match.groupdict()
            name = found.pop("name", None)
            numbers = {part: int(number) for part, number in found.items() if number}
            if name is not None:
                numbers["month"] = months_named(language).get(name.casefold().rstrip("."), 0)
                if not numbers["month"]:
                    return None
            return Parts(**numbers)
    return None


def join_parts(texts: Mapping[str, str], language: str = "en") -> Parts | None:
    """The numbers of a period whose parts are texts of their own; a month may be a name."""
    numbers = {}
    for part, text in texts.items():
        plain = unicodedata.normalize("NFKC", text).strip().casefold()
        match = re.fullmatch(r"(?:[qhswt]|第)?(\d{1,4})(?:\.0+)?(?:年|月|季度|周|日)?", plain)
        number = int(match[1]) if match else months_named(language).get(plain.rstrip("."), 0)
        if not number or (part == "year") is not (number > 999) or (not match and part != "month"):
            return None
        numbers[part] = number
    return Parts(**numbers) if set(numbers) in _WHOLE else None


def read_period(text: str, columns: PeriodColumns) -> Period | None:
    """The period that ``text`` writes in the manner and calendar of ``columns``, or ``None``."""
    parts = read_parts(text, columns.format, columns.language)
    calendar = Calendar(columns.calendar)
    if parts is not None:
        return period_of(parts, calendar)
    if columns.format or calendar is not Calendar.GREGORIAN:
        return None
    try:
        return Period.parse(text)
    except ModelError:
        return None


def period_of(parts: Parts, calendar: Calendar = Calendar.GREGORIAN) -> Period | None:
    """The Gregorian period of ``parts`` of ``calendar``, or ``None`` where there is none (a month 14)."""
    try:
        return _period(parts, calendar)
    except (ValueError, OverflowError):
        return None


def _period(parts: Parts, calendar: Calendar) -> Period:
    if parts.day:
        return day_of(calendar, parts.year, parts.month, parts.day)
    if parts.week:
        return Period(date.fromisocalendar(parts.year, parts.week, 1), Length.WEEK)
    if parts.month:
        return months_of(calendar, parts.year, parts.month, Length.MONTH)
    if parts.quarter:
        return months_of(calendar, parts.year, 3 * parts.quarter - 2, Length.QUARTER)
    if parts.half:
        return months_of(calendar, parts.year, 6 * parts.half - 5, Length.HALF)
    return months_of(calendar, parts.year, 1, Length.YEAR)


@lru_cache(maxsize=8)
def months_named(language: str) -> Mapping[str, int]:
    """Months by their names, whole and short, in ``language`` and in English; without case and full stops."""
    named: dict[str, int] = {}
    for tag in ("en", language):
        try:
            months = Locale.parse(tag.replace("-", "_")).months
        except (UnknownLocaleError, ValueError):
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    named[str(name).casefold().rstrip(".")] = number
    return named


@lru_cache(maxsize=64)
def _pattern(style: str) -> re.Pattern[str]:
    """``style`` as an expression; numbers that stand against each other have two digits each."""
    against = {match.start() for match in _TOGETHER.finditer(style)}
    against |= {match.end() for match in _TOGETHER.finditer(style)}
    parts, position = [], 0
    for match in _TOKEN.finditer(style):
        parts.append(re.escape(style[position : match.start()]))
        pattern = _TOKENS[match[0]][1]
        parts.append(pattern.replace(r"\d{1,2}", r"\d{2}") if match.start() in against else pattern)
        position = match.end()
    return re.compile("".join((*parts, re.escape(style[position:]))), re.IGNORECASE)
