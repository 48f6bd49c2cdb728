"""The fan: a quantity as it was counted and as it may go on, with its peaks marked and its parts labelled directly."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from populace.charts.drawing import Drawing
from populace.charts.render import draw
from populace.charts.scales import nice_top, rounded, year_ticks
from populace.charts.sizes import BOTTOM, LABEL_GAP, PANEL, RIGHT, TOP, WIDE, Size
from populace.charts.style import ACCENT, AHEAD, FONT_SIZE, INK, OTHERS, QUIET
from populace.charts.svg import Row
from populace.charts.words import spread, width_of
from populace.forecast.peaks import LIKELY
from populace.forecast.results import Fan, NextPeak, Peak, Series
from populace.i18n import format_count, format_number, format_share
from populace.i18n import gettext as _

LABEL_SPACE = 3.0
"""Pixels kept free on either side of the label of a peak."""

APART = 4
"""A highest value at least so many years from both ends is written too,"""

HIGHER = 1.01
"""if it is higher than both of them by this factor."""


def births_fan(
    past: Series, ahead: Fan, past_peaks: Sequence[Peak], next_peak: NextPeak | None, size: Size = WIDE
) -> Drawing:
    """Births counted and projected, ``past_peaks`` and the coming one marked with year and height."""
    frame = _Frame.of(past, ahead, size, _band_words())
    expected = next_peak if next_peak is not None and next_peak.probability >= LIKELY else None
    marks = [{"year": peak.year, "y": peak.height} for peak in past_peaks]
    whiskers: list[Row] = []
    if expected:
        marks.append({"year": expected.expected_year, "y": expected.height.median})
        whiskers.append(
            {"year": expected.year.low80, "end": expected.year.high80, "y": expected.height.median}
        )
    labels = [*_band_labels(ahead, frame), *_peak_labels(past, ahead, past_peaks, expected, frame)]
    return _draw(frame, past, ahead, marks, whiskers, labels, size)


def fan_with_lines(past: Series, ahead: Fan, lines: Sequence[tuple[str, Fan]], size: Size = WIDE) -> Drawing:
    """A fan with the medians of other fans drawn over it, each with its word at its end."""
    words = [_("median"), *(word for word, _fan in lines)]
    frame = _Frame.of(past, ahead, size, words)
    ends = [float(ahead.median[-1]), *(float(fan.median[-1]) for _word, fan in lines)]
    gap = LABEL_GAP * frame.per_pixel()
    colours = [AHEAD, *(OTHERS[at % len(OTHERS)] for at in range(len(lines)))]
    labels: list[Row] = [
        {
            **_label(int(ahead.years[-1]), max(y, gap / 2), word, frame, align="left", aside=5),
            "colour": colour,
            "middle": True,
        }
        for word, y, colour in zip(words, spread(ends, gap), colours, strict=True)
    ]
    others: list[Row] = [
        {"year": int(year), "value": float(value), "colour": colour}
        for (_word, fan), colour in zip(lines, colours[1:], strict=True)
        for year, value in zip(fan.years, fan.median, strict=True)
    ]
    return _draw(frame, past, ahead, [], [], labels, size, others)


def plain_fan(past: Series, ahead: Fan, digits: int, size: Size = PANEL) -> Drawing:
    """Any quantity with its past, if there is one; its first, highest and last values are written on it."""
    last = float(ahead.median[-1])
    frame = _Frame.of(past, ahead, size, [_written(last, digits)])
    first = float(past.values[-1]) if len(past.values) else float(ahead.median[0])
    start = int(past.years[-1]) if len(past.years) else int(ahead.years[0])
    labels = [
        _label(start, first, _written(first, digits), frame, align="left", lift=_lift(ahead), aside=3),
        _label(int(ahead.years[-1]), last, _written(last, digits), frame, align="left", aside=5),
    ]
    marks = [{"year": start, "y": first}, {"year": int(ahead.years[-1]), "y": last}]
    at = int(np.argmax(ahead.median))
    highest = float(ahead.median[at])
    words = _written(first, digits), _written(highest, digits)
    reach = (width_of(words[0], FONT_SIZE) + width_of(words[1], FONT_SIZE) / 2) * frame.years_per_pixel()
    touches = _lift(ahead) > 0 and ahead.years[at] - start < reach
    if APART <= at < len(ahead.years) - APART and highest > HIGHER * max(first, last) and not touches:
        labels.append(
            _label(int(ahead.years[at]), highest, _written(highest, digits), frame, align="center", lift=11)
        )
        marks.append({"year": int(ahead.years[at]), "y": highest})
    return _draw(frame, past, ahead, marks, [], labels, size)


@dataclass(frozen=True)
class _Frame:
    first: int
    last: int
    edge: float
    top: float
    width: float
    height: float

    @classmethod
    def of(cls, past: Series, ahead: Fan, size: Size, at_the_end: Sequence[str]) -> "_Frame":
        """The frame that leaves room behind the last year for the labels ``at_the_end``."""
        first = int(past.years[0]) if len(past.years) else int(ahead.years[0])
        last = max(int(ahead.years[-1]), first + 1)  # one year alone has no width
        width, height = size.width - size.left - RIGHT, size.height - TOP - BOTTOM
        room = min(max(width_of(text, FONT_SIZE) for text in at_the_end) + 10, width / 2)
        edge = first + (last - first) * width / (width - room)
        return cls(first, last, edge, _top(past, ahead, size), width, height)

    def plot(self) -> float:
        """Pixels from the first year to the last: the rest is for the labels behind the last year."""
        return self.width * (self.last - self.first) / (self.edge - self.first)

    def per_pixel(self) -> float:
        return self.top / self.height

    def years_per_pixel(self) -> float:
        return (self.edge - self.first) / self.width


def _draw(
    frame: _Frame,
    past: Series,
    ahead: Fan,
    marks: Sequence[Row],
    whiskers: Sequence[Row],
    labels: Sequence[Row],
    size: Size,
    others: Sequence[Row] = (),
) -> Drawing:
    data: dict[str, Sequence[Row]] = {
        "past": _past_rows(past),
        "ahead": _ahead_rows(past, ahead),
        "marks": marks,
        "whiskers": whiskers,
        "others": others,
        "labels": labels,
    }
    parameters = {
        "first": frame.first,
        "edge": frame.edge,
        "top": frame.top,
        "ticks": year_ticks(frame.first, frame.last, frame.plot()),
    }
    return draw("fan", (size.width, size.height, size.left), data, parameters)


def _past_rows(past: Series) -> list[Row]:
    """Rows of the past; a new ``run`` starts after a missing year, so that no line bridges a gap."""
    known = np.isfinite(past.values)
    years, values = past.years[known], past.values[known]
    runs = np.cumsum(np.diff(years, prepend=years[:1]) > 1) if len(years) else years
    return [
        {"year": int(year), "value": float(value), "run": int(run)}
        for year, value, run in zip(years, values, runs, strict=True)
    ]


def _ahead_rows(past: Series, ahead: Fan) -> list[Row]:
    """Rows of the fan, joined to the last counted year where that is the year before."""
    names = ("low95", "low80", "median", "high80", "high95")
    rows: list[Row] = [
        {"year": int(year), **dict(zip(names, map(float, values), strict=True))}
        for year, values in zip(ahead.years, ahead.quantiles, strict=True)
    ]
    if len(past.years) and int(past.years[-1]) == int(ahead.years[0]) - 1:
        rows.insert(0, {"year": int(past.years[-1]), **dict.fromkeys(names, float(past.values[-1]))})
    return rows


def _top(past: Series, ahead: Fan, size: Size) -> float:
    """The top of the axis: above everything, with room for a label of two lines over the highest point."""
    highest = max(float(np.max(ahead.quantiles)), *map(float, past.values[np.isfinite(past.values)]), 0.0)
    label = 8 + (1 if size == PANEL else 2) * LABEL_GAP
    return nice_top(highest / (1 - label / (size.height - TOP - BOTTOM)))


def _band_words() -> list[str]:
    return [_("median"), format_share(0.80), format_share(0.95)]


def _band_labels(ahead: Fan, frame: _Frame) -> list[Row]:
    last = ahead.quantiles[-1]
    words = _band_words()
    gap = LABEL_GAP * frame.per_pixel()
    at = spread([float(last[2]), float(last[3]), float(last[4])], gap)
    # The axis would run through a label that lies lower than half its height.
    at = [max(y, gap * (order + 0.5)) for order, y in enumerate(at)]
    colours = (AHEAD, QUIET, QUIET)
    year = int(ahead.years[-1])
    return [
        {**_label(year, y, word, frame, align="left", aside=5), "colour": colour, "middle": True}
        for word, y, colour in zip(words, at, colours, strict=True)
    ]


def _peak_labels(
    past: Series, ahead: Fan, past_peaks: Sequence[Peak], expected: NextPeak | None, frame: _Frame
) -> list[Row]:
    """Labels above the peaks, clear of the lines; of two that would touch, the one of the lesser peak is left out."""
    wanted: list[tuple[float, float, str, float]] = [
        (peak.year, peak.height, f"{peak.year}\n{format_count(rounded(peak.height))}", peak.prominence)
        for peak in past_peaks
    ]
    if expected:
        year, height = expected.expected_year, expected.height.median
        wanted.append((year, height, f"≈ {year}\n≈ {format_count(rounded(height))}", np.inf))
    wanted.sort(key=lambda each: -each[3])
    placed: list[tuple[float, float]] = []
    rows: list[Row] = []
    for at, height, text, _prominence in wanted:
        half = max(width_of(line, FONT_SIZE) for line in text.split("\n")) / 2
        half = (half + LABEL_SPACE) * frame.years_per_pixel()
        centre = max(at, frame.first + half)
        if any(abs(centre - other) < half + half_other for other, half_other in placed):
            continue
        placed.append((centre, half))
        clear = max(height, _highest_near(past, ahead, centre, half))
        rows.append({**_label(centre, clear, text, frame, align="center", lift=8), "colour": ACCENT})
    return rows


def _highest_near(past: Series, ahead: Fan, centre: float, half: float) -> float:
    """The highest of what is drawn between ``centre - half`` and ``centre + half``."""
    drawn = [
        *past.values[np.abs(past.years - centre) <= half],
        *ahead.quantiles[np.abs(ahead.years - centre) <= half, 4],
    ]
    return max((float(value) for value in drawn if np.isfinite(value)), default=0.0)


def _label(
    year: float, y: float, text: str, frame: _Frame, *, align: str, lift: float = 0.0, aside: float = 0.0
) -> Row:
    lines = text.count("\n") + 1
    highest = frame.top - frame.per_pixel() * (lines * LABEL_GAP - 4)
    height = min(y + lift * frame.per_pixel(), highest)
    return {
        "year": year + aside * frame.years_per_pixel(),
        "y": height + (lines - 1) * LABEL_GAP * frame.per_pixel(),
        "text": text,
        "align": align,
        "colour": INK,
        "middle": lift == 0,
    }


def _lift(ahead: Fan) -> float:
    """Pixels between the first value and its label: clear of the band where that rises from here."""
    soon = min(10, len(ahead.years) - 1)
    rises = float(ahead.median[soon]) >= float(ahead.median[0])
    return -22.0 if rises else 9.0


def _written(value: float, digits: int) -> str:
    return format_number(value, digits) if digits else format_count(rounded(value))
