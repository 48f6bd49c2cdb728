"""Scored constructs: a number, a colour or a weight that somebody puts on an indicator. The charter's lint reads them.

They are declared so that what must not be scored can be refused by its structure. A target is a promise of a service.
"""

from dataclasses import dataclass
from enum import Enum


class Scoring(Enum):
    """In which way a figure is judged."""

    TARGET = "target"
    THRESHOLD = "threshold"
    WEIGHT = "weight"
    COLOUR = "colour"
    RANK = "rank"


@dataclass(frozen=True)
class Construct:
    """A judgement on ``on``, the code of an indicator or measure.

    ``level`` is ``nation`` or the kind of places below it that are judged.
    ``value`` is the number, if there is one; ``label`` what its author calls it, which changes nothing;
    ``consequences`` and ``conditions`` are what its author ties to it.
    """

    code: str
    label: str
    scoring: Scoring
    on: str
    level: str = ""
    value: float | None = None
    consequences: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    source: str = ""
