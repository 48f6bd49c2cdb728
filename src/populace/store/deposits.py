"""Deposits: files that were taken in whole, kept as they were accepted, with who, when and from where.

They are the truth that the store of observations is derived from. Each is a folder with a number; a folder that has
its number is complete, since it is written under another name first and flushed to the disk. Nothing in one is ever
changed: a correction is another deposit.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from populace.i18n import gettext as _
from populace.store.errors import StoreError
from populace.store.files import flush_folder

RECORD = "deposit.json"
_UNFINISHED = "unfinished-"


class Content(Enum):
    """What a deposit holds."""

    FIGURES = "figures"
    """``rows.parquet``: a batch."""
    PLACES = "places"
    """``places.json``: the whole history of places, as it stands from now on."""
    DEFINITIONS = "definitions"
    """``catalogue.yaml``: definitions that are added, or that replace those of the same code."""


@dataclass(frozen=True)
class Deposit:
    """What was taken in. ``at`` is in UTC, ``by`` an office or an account of its staff, ``source`` the file's name.

    ``digest`` is the SHA-256 of the file that it came from.
    """

    number: int
    content: Content
    at: datetime
    by: str
    source: str
    digest: str
    folder: Path

    def file(self, name: str) -> Path:
        """A file of the deposit."""
        return self.folder / name


@dataclass(frozen=True)
class Deposits:
    """The deposits in ``root``, in the order in which they were made."""

    root: Path

    def __iter__(self) -> Iterator[Deposit]:
        for folder in sorted(self.root.glob("[0-9]*")):
            yield _read(folder)

    def __len__(self) -> int:
        return sum(1 for _folder in self.root.glob("[0-9]*"))

    def of(self, content: Content) -> list[Deposit]:
        """Those that hold ``content``."""
        return [deposit for deposit in self if deposit.content is content]

    @contextmanager
    def draft(self) -> Iterator[Path]:
        """A folder to write a deposit into; what is still there when the block ends was not sealed, and goes."""
        folder = self.root / f"{_UNFINISHED}{os.getpid()}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def seal(
        self, draft: Path, content: Content, *, at: datetime, by: str, source: str, digest: str
    ) -> Deposit:
        """Make a deposit of ``draft``: once its folder has a number, it has been taken in.

        Only one process at a time may seal; ``Workspace`` sees to that.
        """
        last = max((int(folder.name) for folder in self.root.glob("[0-9]*")), default=0)
        folder = self.root / f"{last + 1:06d}"
        record = Deposit(last + 1, content, at, by, source, digest, folder)
        words = {**asdict(record), "content": content.value, "at": at.isoformat()}
        del words["folder"]
        (draft / RECORD).write_text(json.dumps(words, ensure_ascii=False, indent=1), encoding="utf-8")
        for file in draft.iterdir():
            _flush(file)
        flush_folder(draft)
        draft.rename(folder)
        flush_folder(self.root)
        return record

    def sweep(self) -> None:
        """Remove what an interrupted import left."""
        for folder in self.root.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(folder, ignore_errors=True)


def _read(folder: Path) -> Deposit:
    try:
        words = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        return Deposit(
            number=words["number"],
            content=Content(words["content"]),
            at=datetime.fromisoformat(words["at"]),
            by=words["by"],
            source=words["source"],
            digest=words["digest"],
            folder=folder,
        )
    except (OSError, ValueError, KeyError) as error:
        raise StoreError(
            _("The deposit {folder} cannot be read. Restore it from a backup.").format(folder=folder)
        ) from error


def _flush(file: Path) -> None:
    with file.open("rb") as opened:
        os.fsync(opened.fileno())
