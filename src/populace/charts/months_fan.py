"""Births by month: as they were counted, and the fan of the months ahead; a year's name stands at its January."""

from collections.abc import Sequence

from populace.charts.drawing import Drawing
from populace.charts.render import draw
from populace.charts.scales import nice_top
from populace.charts.sizes import BOTTOM, LABEL_GAP, RIGHT, TOP, WIDE, Size
from populace.charts.style import AHEAD, FONT_SIZE, QUIET
from populace.charts.svg import Row
from populace.charts.words import spread, width_of
from populace.forecast.births.values import MonthsAhead
from populace.i18n import format_share
from populace.i18n import gettext as _

MONTHS = 12
NAMES = ("low95", "low80", "median", "high80", "high95")


def months_fan(shown: MonthsAhead, size: Size = WIDE) -> Drawing:
    """The births of a place by month, each at the middle of its month."""
    first, last = _at(int(shown.past_months[0])), _at(int(shown.months[-1]))
    width = size.width - size.left - RIGHT
    words = [_("median"), format_share(0.80), format_share(0.95)]
    room = max(width_of(word, FONT_SIZE) for word in words) + 10
    edge = first + (last - first) * width / (width - room)
    highest = max(float(shown.quantiles.max()), float(shown.past.max()))
    height = size.height - TOP - BOTTOM
    top = nice_top(highest / (1 - 10 / height))
    data: dict[str, Sequence[Row]] = {
        "past": _past(shown),
        "ahead": _ahead(shown),
        "marks": [],
        "whiskers": [],
        "labels": _labels(shown, words, last + 5 * (edge - first) / width, top / height),
    }
    ticks = list(range(int(first) + 1, int(last) + 1))
    return draw(
        "fan",
        (size.width, size.height, size.left),
        data,
        {"first": first, "edge": edge, "top": top, "ticks": ticks},
    )


def _at(month: int) -> float:
    return (month + 0.5) / MONTHS


def _past(shown: MonthsAhead) -> list[Row]:
    rows: list[Row] = []
    run = 0
    for at, (month, value) in enumerate(zip(shown.past_months.tolist(), shown.past.tolist(), strict=True)):
        if at and month != int(shown.past_months[at - 1]) + 1:
            run += 1  # no line bridges a gap
        rows.append({"year": _at(month), "value": value, "run": run})
    return rows


def _ahead(shown: MonthsAhead) -> list[Row]:
    rows: list[Row] = [
        {"year": _at(month), **dict(zip(NAMES, map(float, values), strict=True))}
        for month, values in zip(shown.months.tolist(), shown.quantiles, strict=True)
    ]
    if int(shown.past_months[-1]) == int(shown.months[0]) - 1:
        joined = dict.fromkeys(NAMES, float(shown.past[-1]))
        rows.insert(0, {"year": _at(int(shown.past_months[-1])), **joined})
    return rows


def _labels(shown: MonthsAhead, words: Sequence[str], x: float, per_pixel: float) -> list[Row]:
    gap = LABEL_GAP * per_pixel
    last = shown.quantiles[-1]
    heights = spread([float(last[2]), float(last[3]), float(last[4])], gap)
    return [
        {"year": x, "y": y, "text": word, "align": "left", "colour": colour, "middle": True}
        for word, y, colour in zip(words, heights, (AHEAD, QUIET, QUIET), strict=True)
    ]
