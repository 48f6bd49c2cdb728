"""The manifest: which files make up a store at a vintage. A new one is a new state; nothing else is ever changed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from populace.i18n import gettext as _
from populace.store.errors import StoreError
from populace.store.names import Names

FORMAT = 1
"""Number of the layout on disk; a store of another is refused."""


@dataclass(frozen=True)
class Commit:
    """What one commit did. ``vintage`` is its number, ``source`` the return or deposit that it took in.

    ``new``, ``changed``, ``unchanged`` and ``deleted`` count its figures. A commit that changed nothing has the
    vintage of the one before it, and is not kept.
    """

    vintage: int
    at: datetime
    source: str
    new: int
    changed: int
    unchanged: int
    deleted: int


@dataclass(frozen=True)
class Segment:
    """One sorted file of figures. ``firsts`` and ``lasts`` bound its measure, place and first day.

    ``vintages`` are the first and last vintage in it; ``closed`` of its ``rows`` were replaced or taken back since it
    was written, which the files of the past say.
    """

    name: str
    rows: int
    bytes: int
    vintages: tuple[int, int]
    firsts: tuple[int, int, int]
    lasts: tuple[int, int, int]
    closed: int = 0


@dataclass(frozen=True)
class Manifest:
    """The state of a store: its commits, the file of its names, its figures and its past.

    ``past`` are files of figures that were replaced or taken back, each with the vintage at which that happened.
    """

    vintage: int = 0
    names: str = ""
    commits: tuple[Commit, ...] = ()
    segments: tuple[Segment, ...] = ()
    past: tuple[Segment, ...] = ()
    format: int = FORMAT

    @property
    def files(self) -> frozenset[str]:
        """Names of all the files that it needs."""
        found = {segment.name for segment in (*self.segments, *self.past)}
        return frozenset(found | ({self.names} if self.names else set()))

    def at(self, moment: datetime) -> int:
        """The vintage that was current at ``moment``: 0 before the first commit."""
        return max((each.vintage for each in self.commits if each.at <= moment), default=0)


def encoded(manifest: Manifest | Names) -> bytes:
    """As it stands on disk: JSON, always the same for the same value."""
    return msgspec.json.format(
        msgspec.json.encode(manifest), indent=1 if isinstance(manifest, Manifest) else 0
    )


def decoded_manifest(text: bytes, where: Path) -> Manifest:
    """The manifest that ``text`` writes.

    :raises StoreError: it is none, or one of another layout.
    """
    try:
        manifest = msgspec.json.decode(text, type=Manifest)
    except msgspec.DecodeError as error:
        raise StoreError(
            _(
                "{file} is no manifest of a store ({reason}). Restore it from a backup, or rebuild the store."
            ).format(file=where, reason=error)
        ) from error
    if manifest.format != FORMAT:
        raise StoreError(
            _("{file} is of another version of Populace. Rebuild the store with this one.").format(file=where)
        )
    return manifest


def decoded_names(text: bytes) -> Names:
    """The names that ``text`` writes."""
    return msgspec.json.decode(text, type=Names)


def moment(at: datetime) -> datetime:
    """``at`` in UTC.

    :raises ValueError: a time without a zone.
    """
    if at.tzinfo is None:
        raise ValueError("a commit's time needs a time zone")
    return at.astimezone(UTC)
