"""Age groups as categories write them: ``20-24``, ``7``, ``85+``."""

import re
from functools import lru_cache
from math import inf

_AGES = re.compile(r"(\d{1,3})(?:-(\d{1,3})|(\+))?")


@lru_cache(maxsize=10_000)
def age_bounds(category: str) -> tuple[float, float] | None:
    """First and last completed year of an age group, or ``None`` for a category that is no age."""
    match = _AGES.fullmatch(category)
    if match is None:
        return None
    first = float(match[1])
    return first, inf if match[3] else float(match[2] or first)
