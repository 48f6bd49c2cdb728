"""A number with its interval in each row, under each other: to compare a few things that are not quite sure."""

from collections.abc import Sequence

from populace.charts.drawing import Drawing
from populace.charts.render import draw
from populace.charts.scales import nice_top
from populace.charts.svg import Row


def ranges(
    rows: Sequence[tuple[str, float, float, float]], top: float = 0.0, reference: float | None = None
) -> Drawing:
    """One row for each ``(word, low, value, high)``, all shares of one; the axis runs from zero to ``top`` or beyond.

    ``reference`` is a value to compare with, drawn as a broken line. A row without numbers has its word alone.
    """
    known = [(at, *row) for at, row in enumerate(rows) if row[2] == row[2]]  # NaN is not itself
    end = max(
        top, nice_top(max((high if high == high else value for *_r, value, high in known), default=1.0))
    )
    span: list[Row] = [
        {"x": low, "end": high, "y": at} for at, _word, low, _value, high in known if low == low
    ]
    points: list[Row] = [{"x": value, "y": at} for at, _word, _low, value, _high in known]
    labels: list[Row] = [{"x": 0, "y": at, "text": row[0]} for at, row in enumerate(rows)]
    line: list[Row] = [] if reference is None else [{"x": reference, "y": -0.5, "y2": len(rows) - 0.5}]
    data = {"ranges": span, "points": points, "labels": labels, "reference": line}
    return draw("ranges", (len(rows),), data, {"top": end})
