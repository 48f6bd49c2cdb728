"""What became of the objects of a metadata file: taken in, refused or left out, and why. Nothing is lost silently."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from populace.exchange.dhis2.sorts import REFUSED, Sort
from populace.i18n import format_count
from populace.i18n import gettext as _


@dataclass(frozen=True)
class LeftBehind:
    """Objects of one type that were not taken in for one reason."""

    kind: str
    count: int
    sort: Sort

    @property
    def refused(self) -> bool:
        """Whether the charter refuses them, rather than that they have no use here."""
        return self.sort in REFUSED

    def __str__(self) -> str:
        return _("{kind}: {count} ({reason})").format(
            kind=self.kind, count=format_count(self.count), reason=_(self.sort.value)
        )


@dataclass(frozen=True, order=True)
class Fault:
    """One object, or a part of one, that could not be taken in; ``kind`` is its key in DHIS2's JSON."""

    kind: str
    uid: str
    label: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        return (
            _("{kind} {uid} ({label}): {message} {remedy}")
            .format(kind=self.kind, uid=self.uid, label=self.label, message=self.message, remedy=self.remedy)
            .strip()
        )


@dataclass(frozen=True)
class MetadataReport:
    """``taken`` counts objects by type; ``notes`` are what was assumed on the way."""

    taken: dict[str, int] = field(default_factory=dict)
    left: tuple[LeftBehind, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def refused(self) -> tuple[LeftBehind, ...]:
        """What the charter refuses: accounts of staff and records of persons."""
        return tuple(each for each in self.left if each.refused)

    @property
    def left_out(self) -> tuple[LeftBehind, ...]:
        """What has no use here."""
        return tuple(each for each in self.left if not each.refused)

    def with_(self, faults: Iterable[Fault] = (), notes: Iterable[str] = ()) -> "MetadataReport":
        """The same with more to say."""
        return MetadataReport(self.taken, self.left, (*self.faults, *faults), (*self.notes, *notes))


def left_behind(counts: Counter[tuple[str, Sort]]) -> tuple[LeftBehind, ...]:
    """Counts by type and reason, those that the charter refuses first."""
    order = list(Sort)
    return tuple(
        LeftBehind(kind, count, sort)
        for (kind, sort), count in sorted(
            counts.items(), key=lambda item: (order.index(item[0][1]), item[0][0])
        )
        if count
    )
