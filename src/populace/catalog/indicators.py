"""What an indicator is: a numerator over a denominator, how it is read, and which way a service owes it."""

from dataclasses import dataclass, replace
from datetime import date

from populace.catalog.expressions.nodes import Missing, Node
from populace.catalog.subjects import Subject
from populace.errors import ModelError


@dataclass(frozen=True)
class Revision:
    """What an indicator is made of from ``in_force`` on; without a denominator, the one before goes on."""

    in_force: date
    numerator: Node
    denominator: Node | None = None


@dataclass(frozen=True)
class Indicator:
    """``factor × numerator / denominator``; without a denominator, ``factor × numerator``.

    ``annualised`` multiplies by 365 over the days of the period, for a denominator that is a yearly count or a stock.
    ``pooled_years`` are the years whose counts are added before dividing (rare events). ``direction`` is which way is
    better, ``up`` or ``down``, where a service owes it; it is empty where neither is anybody's business.
    ``companions`` are the codes of indicators that it is always shown with. ``in_force`` is the date from which the
    definition holds, ``source`` where it is from. ``numerator_label`` and ``denominator_label`` say in words what the
    two expressions count.

    ``mix`` is the dimension of an indicator that tells how a whole is made up (a method mix): its numerator is taken by
    category of ``mix``, its denominator never. ``revisions`` are what the definition became later, the earliest first;
    ``on(day)`` is the one to use for a figure of ``day``.

    :raises ModelError: an unknown direction, a pool below one year, revisions out of order.
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
    numerator_label: str = ""
    denominator_label: str = ""
    mix: str = ""
    revisions: tuple[Revision, ...] = ()

    def __post_init__(self) -> None:
        if self.direction not in ("", "up", "down"):
            raise ModelError(f"indicator {self.code}: direction is up, down or empty, not {self.direction!r}")
        if self.pooled_years < 1:
            raise ModelError(f"indicator {self.code}: {self.pooled_years} pooled years")
        if list(self.changes) != sorted(set(self.changes)):
            raise ModelError(f"indicator {self.code}: its revisions are not in the order of their dates")

    @property
    def changes(self) -> tuple[date, ...]:
        """The days from which another definition holds. A period that one of them divides is two periods."""
        return tuple(each.in_force for each in self.revisions)

    def on(self, day: date) -> "Indicator":
        """The definition in force on ``day``, without revisions; before the first revision the original."""
        held = [each for each in self.revisions if each.in_force <= day]
        if not held:
            return replace(self, revisions=()) if self.revisions else self
        denominators = [each.denominator for each in held if each.denominator is not None]
        return replace(
            self,
            numerator=held[-1].numerator,
            denominator=denominators[-1] if denominators else self.denominator,
            in_force=held[-1].in_force.isoformat(),
            revisions=(),
        )
