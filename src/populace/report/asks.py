"""What the births and children ahead ask for, in one sentence."""

from collections.abc import Callable, Sequence
from itertools import groupby

import numpy as np

from populace.charts.scales import rounded
from populace.forecast.results import Need
from populace.i18n import format_count, join_clauses, join_words, ngettext
from populace.i18n import gettext as _

MORE: dict[str, Callable[[int], str]] = {
    "midwives": lambda n: ngettext("{count} more midwife", "{count} more midwives", n),
    "maternity_beds": lambda n: ngettext("{count} more maternity bed", "{count} more maternity beds", n),
    "nursery_places": lambda n: ngettext("{count} more nursery place", "{count} more nursery places", n),
    "kindergarten_places": lambda n: ngettext(
        "{count} more kindergarten place", "{count} more kindergarten places", n
    ),
    "primary_places": lambda n: ngettext(
        "{count} more primary school place", "{count} more primary school places", n
    ),
}
"""The needs that the answer names; the table of needs has them all."""

FEWER: dict[str, Callable[[int], str]] = {
    "midwives": lambda n: ngettext("{count} fewer midwife", "{count} fewer midwives", n),
    "maternity_beds": lambda n: ngettext("{count} fewer maternity bed", "{count} fewer maternity beds", n),
    "nursery_places": lambda n: ngettext("{count} fewer nursery place", "{count} fewer nursery places", n),
    "kindergarten_places": lambda n: ngettext(
        "{count} fewer kindergarten place", "{count} fewer kindergarten places", n
    ),
    "primary_places": lambda n: ngettext(
        "{count} fewer primary school place", "{count} fewer primary school places", n
    ),
}


def asks(needs: Sequence[Need]) -> str:
    """What is needed more than now at the highest, and by when; or how far needs fall; empty where neither holds."""
    known = [need for need in needs if need.code in MORE]
    if not known:
        return ""
    start = int(known[0].fan.years[0])
    rises = [rise for need in known if (rise := _rise(need))]
    if rises:
        rises.sort(key=lambda rise: rise[0])
        groups = [
            _("{needs} by {year}").format(needs=join_words([words for _year, words in group]), year=year)
            for year, group in groupby(rises, key=lambda rise: rise[0])
        ]
        return _("Compared with {year}, it asks for {needs}.").format(year=start, needs=join_clauses(groups))
    falls = [fall for need in known if (fall := _fall(need))]
    if not falls:
        return ""
    return _("By {year} it asks for {needs} than in {start}.").format(
        year=int(known[0].fan.years[-1]), needs=join_words(falls), start=start
    )


def highest(need: Need) -> int:
    """The year in which the middle of the need is highest."""
    return int(need.fan.years[int(np.argmax(need.fan.median))])


def _rise(need: Need) -> tuple[int, str] | None:
    more = round(rounded(float(need.fan.median.max()) - float(need.fan.median[0])))
    return (highest(need), MORE[need.code](more).format(count=format_count(more))) if more >= 1 else None


def _fall(need: Need) -> str | None:
    fewer = round(rounded(float(need.fan.median[0]) - float(need.fan.median[-1])))
    return FEWER[need.code](fewer).format(count=format_count(fewer)) if fewer >= 1 else None
