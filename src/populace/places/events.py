"""What happens to places: each kind of event as a value, with the day from which it holds.

A place opens, closes, is renamed or moves to another parent. Where borders change, a ``Redrawn`` says which portion of
each place of the day before lies in which place of the day itself: a split, a merger and the handing over of a village
are all of this one kind, and differ only in how many places stand on each side.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from populace.errors import UserError
from populace.i18n import gettext as _

BEGINNING = date.min
"""The day of an event that was always so, as far as anybody here knows."""

TOLERANCE = 1e-6
"""By how much shares written with a few decimals may miss 1; they are then divided by their sum."""


class SharesError(UserError):
    """Shares that do not share out a whole."""


@dataclass(frozen=True, slots=True)
class Opened:
    """``code`` exists from ``day`` on, below ``parent`` (none for the top of a tree)."""

    day: date
    code: str
    parent: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """``code`` exists no longer from ``day`` on; the day before is its last."""

    day: date
    code: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """``code`` bears ``names`` from ``day`` on, and is of ``kind`` where one is given (a county becomes a city)."""

    day: date
    code: str
    names: Mapping[str, str]
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """``code``, with all below it, stands below ``parent`` from ``day`` on."""

    day: date
    code: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Portion:
    """What of ``source``, as it was, lies in ``target``, as it is.

    ``share`` is the share of ``source`` that went to ``target``; ``back`` the share of ``target`` that came from
    ``source``. Both are usually shares of residents.
    """

    source: str
    target: str
    share: float
    back: float


@dataclass(frozen=True)
class Redrawn:
    """Borders between ``sources`` (the day before) and ``targets`` (from ``day`` on) are drawn anew.

    :raises SharesError: a pair twice, a share outside 0 to 1, shares of a source, or back-shares of a target, that do
        not sum to 1 within ``TOLERANCE``.
    """

    day: date
    portions: tuple[Portion, ...]

    def __post_init__(self) -> None:
        pairs = [(each.source, each.target) for each in self.portions]
        if not pairs or len(set(pairs)) != len(pairs):
            raise SharesError(
                _("A change of borders on {day} names no pair of places, or one twice.").format(day=self.day)
            )
        out: dict[str, float] = {}
        back: dict[str, float] = {}
        for each in self.portions:
            for share in (each.share, each.back):
                if not 0 <= share <= 1:
                    raise SharesError(
                        _("The share {share:g} from {source} to {target} is not between 0 and 1.").format(
                            share=share, source=each.source, target=each.target
                        )
                    )
            out[each.source] = out.get(each.source, 0.0) + each.share
            back[each.target] = back.get(each.target, 0.0) + each.back
        for code, total in out.items():
            _refuse_sum(
                total,
                _("The shares of {place} on {day} sum to {total:g}: they must sum to 1."),
                code,
                self.day,
            )
        for code, total in back.items():
            _refuse_sum(
                total,
                _("The shares of what came to {place} on {day} sum to {total:g}: they must sum to 1."),
                code,
                self.day,
            )
        whole = tuple(
            Portion(p.source, p.target, _part(p.share, out[p.source]), _part(p.back, back[p.target]))
            for p in self.portions
        )
        object.__setattr__(self, "portions", whole)

    @classmethod
    def of_amounts(cls, day: date, amounts: Mapping[tuple[str, str], float]) -> "Redrawn":
        """From residents (or area) by (source, target): both shares follow from the same table.

        :raises SharesError: a negative amount, or a place with none at all, whose shares nobody can say.
        """
        out: dict[str, float] = {}
        back: dict[str, float] = {}
        for (source, target), amount in amounts.items():
            out[source] = out.get(source, 0.0) + amount
            back[target] = back.get(target, 0.0) + amount
        empty = [code for total in (out, back) for code, amount in total.items() if amount <= 0]
        if empty or any(amount < 0 for amount in amounts.values()):
            raise SharesError(
                _(
                    "The amounts of a change of borders on {day} leave {place} without any: give shares."
                ).format(day=day, place=empty[0] if empty else "?")
            )
        return cls(
            day,
            tuple(
                Portion(source, target, amount / out[source], amount / back[target])
                for (source, target), amount in amounts.items()
            ),
        )

    @property
    def sources(self) -> tuple[str, ...]:
        """The places of the day before, each once."""
        return _once(each.source for each in self.portions)

    @property
    def targets(self) -> tuple[str, ...]:
        """The places of the day itself, each once."""
        return _once(each.target for each in self.portions)


Event = Opened | Closed | Renamed | Moved | Redrawn


def _once(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))


def _part(share: float, total: float) -> float:
    """``share`` of a whole that was written as ``total``; left alone where only the machine rounded."""
    return share if abs(total - 1) < 1e-12 else share / total


def _refuse_sum(total: float, message: str, place: str, day: date) -> None:
    if abs(total - 1) > TOLERANCE:
        raise SharesError(message.format(place=place, day=day, total=total))
