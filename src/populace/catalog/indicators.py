"""What an indicator is: a numerator over a denominator, how it is read, and whether a target may stand on it."""

from dataclasses import dataclass

from populace.catalog.expressions.nodes import Missing, Node
from populace.catalog.subjects import Subject
from populace.errors import ModelError


@dataclass(frozen=True)
class Indicator:
    """``factor × numerator / denominator``; without a denominator, ``factor × numerator``.

    ``annualised`` multiplies by 365 over the days of the period, for a denominator that is a yearly count or a stock.
    ``pooled_years`` are the years whose counts are added before dividing (rare events). ``direction`` is which way is
    better, ``up`` or ``down``, where a service owes it; it is empty where neither is anybody's business.
    ``companions`` are the codes of indicators that it is always shown with. ``in_force`` is the date from which the
    definition holds, ``source`` where it is from.

    :raises ModelError: a direction on a subject that can carry none, an unknown direction, a pool below one year.
    """

    code: str
    label: str
    numerator: Node
    denominator: Node | None = None
    factor: float = 1.0
    unit: str = ""
    annualised: bool = False
    pooled_years: int = 1
    missing: Missing = Missing.SKIP_IF_ALL
    subject: Subject = Subject.UNKNOWN
    direction: str = ""
    companions: tuple[str, ...] = ()
    decimals: int = 1
    note: str = ""
    source: str = ""
    in_force: str = ""

    def __post_init__(self) -> None:
        if self.direction not in ("", "up", "down"):
            raise ModelError(f"indicator {self.code}: direction is up, down or empty, not {self.direction!r}")
        if self.pooled_years < 1:
            raise ModelError(f"indicator {self.code}: {self.pooled_years} pooled years")
