"""A workspace: one folder with everything that an office works on.

::

    WORKSPACE/
      workspace.json     that it is one, and of which layout
      deposits/          the truth: what was taken in, in order
      store/             derived from the deposits: removing it and ``populace rebuild`` give it back to the last bit
"""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock

from populace.catalog.catalogue import Catalogue
from populace.catalog.charter.check import refuse
from populace.catalog.load import dump, load
from populace.catalog.shipped import SHIPPED
from populace.errors import InputErrors, ModelError, OutputError, UserError
from populace.i18n import gettext as _
from populace.places.history import PlaceHistory
from populace.places.keeping import from_json, to_json
from populace.store.deposits import Content, Deposit, Deposits
from populace.store.errors import StoreError
from populace.store.files import flush_folder, write_durably
from populace.store.manifest import Commit
from populace.store.store import Store

RECORD, DEPOSITS, STORE, LOCK = "workspace.json", "deposits", "store", "lock"
FORMAT = 1

ROWS, PLACES, CATALOGUE = "rows.parquet", "places.json", "catalogue.yaml"
"""The file of a deposit of figures, of places and of definitions."""

BLOCK_ROWS = 1 << 20
"""Rows of a deposit that are in memory together while it is committed."""


@dataclass(frozen=True)
class Provenance:
    """Who takes something in, when and from where; ``at`` has a time zone."""

    at: datetime
    by: str
    source: str
    digest: str = ""


@dataclass(frozen=True)
class Workspace:
    """The workspace in the folder ``root``."""

    root: Path

    @classmethod
    def create(cls, root: Path) -> "Workspace":
        """An empty workspace in ``root``, a folder that is not there yet or is empty.

        :raises OutputError: there is something already, or nothing can be written there.
        """
        try:
            if root.exists() and any(root.iterdir()):
                raise OutputError(_("{folder} is not empty. Name a new folder.").format(folder=root))
            (root / DEPOSITS).mkdir(parents=True, exist_ok=True)
            Store.create(root / STORE)
            text = json.dumps({"format": FORMAT}).encode()
            write_durably(root / RECORD, lambda file: file.write(text))
            flush_folder(root)
        except OSError as error:
            raise OutputError(
                _("{folder} cannot be made. Name another folder.").format(folder=root)
            ) from error
        return cls(root)

    @classmethod
    def open(cls, root: Path) -> "Workspace":
        """The workspace in ``root``; a store that lacks deposits, or is not there, is brought up to them.

        :raises UserError: ``root`` is no workspace.
        """
        if not is_workspace(root):
            raise UserError(
                _("{folder} is no workspace. Make one with populace import FILE --into {folder}.").format(
                    folder=root
                )
            )
        check_record(root)
        workspace = cls(root)
        if not (root / STORE).exists() or workspace._behind():
            workspace._catch_up()
        return workspace

    @property
    def deposits(self) -> Deposits:
        """What was taken in."""
        return Deposits(self.root / DEPOSITS)

    @property
    def store(self) -> Store:
        """The observations."""
        return Store.open(self.root / STORE)

    @cached_property
    def catalogue(self) -> Catalogue:
        """What may be counted here: what is shipped, and the definitions taken in."""
        catalogue = SHIPPED
        for deposit in self.deposits.of(Content.DEFINITIONS):
            with _whole(deposit):
                catalogue = catalogue.with_(load(deposit.file(CATALOGUE)))
        return catalogue

    @cached_property
    def places(self) -> PlaceHistory:
        """The places, as they were last taken in.

        :raises StoreError: their deposit is damaged.
        """
        deposits = self.deposits.of(Content.PLACES)
        return _places_of(deposits[-1]) if deposits else PlaceHistory()

    def latest(self, document: str) -> Path | None:
        """The newest file of that name which came with a deposit (the metadata of another system, say)."""
        found = [
            deposit.file(document)
            for deposit in self.deposits.of(Content.DEFINITIONS)
            if deposit.file(document).exists()
        ]
        return found[-1] if found else None

    def take_places(self, history: PlaceHistory, of: Provenance) -> Deposit:
        """Make ``history`` the places of this workspace."""
        with self._lock(), self.deposits.draft() as draft:
            (draft / PLACES).write_text(to_json(history), encoding="utf-8")
            deposit = self._seal(draft, Content.PLACES, of)
        self._forget()
        return deposit

    def take_definitions(
        self, catalogue: Catalogue, of: Provenance, documents: dict[str, str] | None = None
    ) -> Deposit:
        """Add ``catalogue`` to what may be counted here, with ``documents`` (text by file name) kept beside it.

        :raises CharterError: a definition that the charter excludes.
        """
        refuse(catalogue, self.catalogue)
        with self._lock(), self.deposits.draft() as draft:
            (draft / CATALOGUE).write_text(dump(catalogue), encoding="utf-8")
            for name, text in (documents or {}).items():
                (draft / name).write_text(text, encoding="utf-8")
            deposit = self._seal(draft, Content.DEFINITIONS, of)
        self._forget()
        return deposit

    def take_figures(self, draft: Path, of: Provenance) -> tuple[Deposit, Commit]:
        """Make a deposit of the rows in ``draft``, a folder of ``deposits.draft()``, and commit them to the store."""
        with self._lock():
            deposit = self._seal(draft, Content.FIGURES, of)
            return deposit, self._commit(self.store, deposit)

    def rebuild(self, progress: Callable[[int], object] = lambda done: None) -> int:
        """Make the store anew from the deposits; the number of commits. The old one serves until the new is whole.

        ``progress`` is told the number of the deposit that was done last.
        """
        with self._lock():
            new, old = self.root / f"{STORE}-new", self.root / f"{STORE}-old"
            for folder in (new, old):
                shutil.rmtree(folder, ignore_errors=True)
            store = Store.create(new)
            for deposit in self.deposits.of(Content.FIGURES):
                self._commit(store, deposit)
                progress(deposit.number)
            if (self.root / STORE).exists():
                (self.root / STORE).rename(old)
            new.rename(self.root / STORE)
            flush_folder(self.root)
            shutil.rmtree(old, ignore_errors=True)
            return self.store.vintage

    def _commit(self, store: Store, deposit: Deposit) -> Commit:
        with _whole(deposit):
            return store.commit(
                batches_of(deposit.file(ROWS)),
                at=deposit.at,
                source=source_of(deposit),
                order=self._numbering(deposit),
            )

    def _numbering(self, deposit: Deposit) -> tuple[str, ...]:
        """Places depth first, by the last places taken in before ``deposit``: a rebuild numbers them the same."""
        known = [each for each in self.deposits.of(Content.PLACES) if each.number < deposit.number]
        if not known:
            return ()
        history = _places_of(known[-1])
        return tuple(history.on(deposit.at.date()).depth_first())

    def _behind(self) -> bool:
        return any(True for _deposit in self._not_committed())

    def _not_committed(self) -> Iterator[Deposit]:
        """Deposits of figures after the last one that the store knows of."""
        commits = self.store.commits
        last = int(commits[-1].source.rpartition(" ")[2]) if commits else 0
        for deposit in self.deposits.of(Content.FIGURES):
            if deposit.number > last:
                yield deposit

    def _catch_up(self) -> None:
        """Commit the deposits that the store lacks: those of a process that was stopped between the two."""
        with self._lock():
            if not (self.root / STORE).exists():
                Store.create(self.root / STORE)
            for deposit in list(self._not_committed()):
                self._commit(self.store, deposit)

    def _seal(self, draft: Path, content: Content, of: Provenance) -> Deposit:
        return self.deposits.seal(
            draft, content, at=of.at.astimezone(UTC), by=of.by, source=of.source, digest=of.digest
        )

    def _forget(self) -> None:
        for name in ("catalogue", "places"):
            self.__dict__.pop(name, None)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        with FileLock(self.root / LOCK):
            yield


def check_record(root: Path) -> None:
    """Refuse a workspace of another layout, or one without its deposits.

    :raises StoreError: it is such a one.
    """
    try:
        written = json.loads((root / RECORD).read_text(encoding="utf-8"))
        known = isinstance(written, dict) and written.get("format") == FORMAT
    except (OSError, ValueError):
        known = False
    if not known:
        raise StoreError(
            _(
                "{folder} is a workspace that this version cannot read. Use the version that made it, or a newer one."
            ).format(folder=root)
        )
    if not (root / DEPOSITS).is_dir():
        raise StoreError(_("{folder} has lost its deposits. Restore them from a backup.").format(folder=root))


def is_workspace(root: Path) -> bool:
    """Whether ``root`` is the folder of a workspace."""
    return (root / RECORD).is_file()


def _places_of(deposit: Deposit) -> PlaceHistory:
    with _whole(deposit):
        return from_json(deposit.file(PLACES).read_text(encoding="utf-8"))


@contextmanager
def _whole(deposit: Deposit) -> Iterator[None]:
    """What goes wrong while a deposit is read says that it is damaged, and which one."""
    try:
        yield
    except (
        FileNotFoundError,
        UnicodeDecodeError,
        json.JSONDecodeError,
        ModelError,
        pa.ArrowInvalid,
    ) as error:
        raise StoreError(
            _("The deposit {folder} cannot be read. Restore it from a backup.").format(folder=deposit.folder)
        ) from error
    except InputErrors as error:
        raise StoreError(
            _("The deposit {folder} cannot be read ({problem}). Restore it from a backup.").format(
                folder=deposit.folder, problem=str(error.problems[0])
            )
        ) from error


def source_of(deposit: Deposit) -> str:
    """How the store names a deposit."""
    return f"deposit {deposit.number}"


def batches_of(rows: Path) -> Iterator[pa.Table]:
    """The batches of a deposit of figures, a block at a time."""
    with pq.ParquetFile(rows) as file:
        for block in file.iter_batches(batch_size=BLOCK_ROWS):
            yield pa.Table.from_batches([block])
