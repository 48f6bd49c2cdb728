"""The population pyramid: ahead as filled bars, now as an outline over them, five-year age groups."""

import numpy as np
from jaxtyping import Float

from populace.charts.drawing import Drawing
from populace.charts.render import draw
from populace.charts.scales import nice_top
from populace.charts.sizes import NARROW, Size
from populace.charts.style import INK, MEN, QUIET, WOMEN
from populace.charts.svg import Row
from populace.demography.sex import FEMALE, MALE
from populace.i18n import gettext as _

GROUP = 5


def pyramid(
    now: Float[np.ndarray, "sex group"],
    ahead: Float[np.ndarray, "sex group"],
    years: tuple[int, int],
    size: Size = NARROW,
) -> Drawing:
    """Persons by sex and five-year age group in the two ``years``, the last group open; men left, women right."""
    widest = nice_top(float(max(now.max(), ahead.max())) * 1.02)
    groups = now.shape[1]
    data = {
        "bars": _bars(ahead),
        "outline": [*_outline(now[MALE], -1), *_outline(now[FEMALE], 1)],
        "labels": _labels(years, widest, groups * GROUP),
    }
    parameters = {
        "widest": widest,
        "ticks": [-widest, -widest / 2, 0, widest / 2, widest],
        "oldest": groups * GROUP,
        "open": (groups - 1) * GROUP,
    }
    return draw("pyramid", (size.width, size.height), data, parameters)


def _bars(ahead: Float[np.ndarray, "sex group"]) -> list[Row]:
    return [
        {
            "age": age * GROUP,
            "end": age * GROUP + GROUP - 0.6,
            "persons": sign * float(value),
            "zero": 0,
            "colour": colour,
        }
        for sex, sign, colour in ((MALE, -1, MEN), (FEMALE, 1, WOMEN))
        for age, value in enumerate(ahead[sex])
    ]


def _outline(values: Float[np.ndarray, " group"], side: int) -> list[Row]:
    corners = [(0.0, 0)]
    for group, value in enumerate(values):
        corners += [(side * float(value), group * GROUP), (side * float(value), group * GROUP + GROUP)]
    corners.append((0.0, len(values) * GROUP))
    return [{"persons": x, "age": y, "order": order, "side": side} for order, (x, y) in enumerate(corners)]


def _labels(years: tuple[int, int], widest: float, oldest: int) -> list[Row]:
    now, ahead = years
    words = (
        (-widest, _("Men"), "left", INK, 0),
        (widest, _("Women"), "right", INK, 0),
        (-widest, _("outline: {year}").format(year=now), "left", QUIET, 15),
        (widest, _("filled: {year}").format(year=ahead), "right", QUIET, 15),
    )
    return [
        {"persons": x, "age": oldest, "text": text, "align": align, "colour": colour, "down": down}
        for x, text, align, colour, down in words
    ]
