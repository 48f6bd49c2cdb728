"""Where an axis ends, which years it names, and how far a number is rounded that is not sure."""

import math

STEPS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


def nice_top(largest: float) -> float:
    """A round number at or a little above ``largest``; 1 where everything is zero."""
    if not largest > 0:
        return 1.0
    unit = 10.0 ** math.floor(math.log10(largest))
    return next(step * unit for step in STEPS if step * unit >= largest * (1 - 1e-12))


def year_ticks(first: int, last: int, room: float) -> list[int]:
    """Round years from ``first`` to ``last``, at least 40 units apart over ``room``."""
    span = max(last - first, 1)
    step = next((s for s in (5, 10, 20, 25, 50) if room * s / span >= 40), 100)
    start = -(-first // step) * step
    ticks = list(range(start, last + 1, step))
    return ticks if len(ticks) > 1 else [first, last]


def rounded(value: float) -> float:
    """``value`` to three figures from a thousand on, to fives from a hundred on, else to a whole number."""
    size = abs(value)
    if size < 100:
        return float(round(value))
    step = 5 if size < 1000 else 10 ** (math.floor(math.log10(size)) - 2)
    return float(step * round(value / step))
