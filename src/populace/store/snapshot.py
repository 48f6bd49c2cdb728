"""What was known at a vintage: a consistent view that stays as it is while others write."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from types import TracebackType

import pyarrow as pa

from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.nodes import Node
from populace.i18n import gettext as _
from populace.store.duckdb_engine import DuckDB
from populace.store.errors import StoreError
from populace.store.figures import figures
from populace.store.files import DATA, held, newest_manifest, scratch_folder
from populace.store.manifest import Manifest, decoded_manifest, decoded_names
from populace.store.names import Names
from populace.store.reports import reports
from populace.store.roll_up import roll_up
from populace.store.rows import selected
from populace.store.selection import EVERYTHING, RollUp, Scope, Selection
from populace.store.views import View

_serial = count()


@dataclass(frozen=True)
class Snapshot(View):
    """The figures known at ``vintage``. Close it, or use it in a ``with`` block, so that old files can go."""

    _open: ExitStack = field(repr=False)

    def __enter__(self) -> "Snapshot":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._open.close()

    def rows(self, selection: Selection = EVERYTHING) -> pa.Table:
        """The figures of ``selection`` as they were committed; see ``rows.selected``."""
        return selected(self, selection)

    def roll_up(self, question: RollUp, catalogue: Catalogue) -> pa.Table:
        """Figures along the tree and time, by breakdown; see ``roll_up.roll_up``."""
        return roll_up(self, question, catalogue)

    def figures(self, expressions: Mapping[str, Node], scope: Scope, catalogue: Catalogue) -> pa.Table:
        """Expressions for every place and period of ``scope``; see ``figures.figures``."""
        return figures(self, expressions, scope, catalogue)

    def reports(self, measures: tuple[str, ...]) -> pa.Table:
        """Who reported any of ``measures``, for which period, and when; see ``reports.reports``."""
        return reports(self, measures)


def open_snapshot(root: Path, vintage: int | None, at: datetime | None) -> Snapshot:
    """See ``Store.snapshot``."""
    with ExitStack() as stack:
        manifest = stack.enter_context(_pinned(root))
        if at is not None:
            vintage = manifest.at(at)
        if vintage is None:
            vintage = manifest.vintage
        if not 0 <= vintage <= manifest.vintage:
            raise StoreError(
                _("There is no vintage {vintage} yet: the newest is {newest}.").format(
                    vintage=vintage, newest=manifest.vintage
                )
            )
        names = decoded_names((root / DATA / manifest.names).read_bytes()) if manifest.names else Names()
        engine = DuckDB(scratch_folder(root, str(next(_serial))))
        stack.callback(engine.close)
        return Snapshot(root, manifest, vintage, names, engine, stack.pop_all())


@contextmanager
def _pinned(root: Path) -> Iterator[Manifest]:
    """The newest manifest, kept from being swept."""
    while True:
        with held(newest_manifest(root)) as file:
            if file is not None:
                yield decoded_manifest(file.read(), Path(file.name))
                return
