"""The sizes that charts are drawn in, in pixels."""

from dataclasses import dataclass

RIGHT, TOP, BOTTOM = 6, 8, 24
"""Pixels right, above and below a fan."""

LABEL_GAP = 14.0
"""Pixels from one line of labels to the next."""


@dataclass(frozen=True)
class Size:
    """The outer size of a chart in pixels, and how much of it on the left an axis takes."""

    width: int
    height: int
    left: int = 50


WIDE = Size(700, 360)
NARROW = Size(344, 230)
COLUMNS = Size(700, 220)
PANEL = Size(176, 130, left=18)
"""One of many small charts: its values are written on the line, so that it needs no axis for them."""

PYRAMID = (34, 24, 40, 24)
"""Pixels left, right, above and below a pyramid, for its axes and labels."""

BAR_WIDTH, BAR_ROW = 344, 44
"""Pixels of a bar chart from side to side, and of each of its rows."""

RANGE_WIDTH, RANGE_ROW = 344, 26
"""Pixels of a chart of ranges from side to side, and of each of its rows."""

RANGE_SIDES = (150, 16)
"""Pixels left of it for the words, and right of it."""
