"""A projection that is not finished: a folder beside the result, from which a run that was cut off goes on.

It holds a table for every stretch that is done, and the sums that the last of them left open. Each file is written
under another name and then renamed, so that what is there is whole.
"""

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from populace import __version__
from populace.errors import OutputError
from populace.forecast.many.job import STRETCH, Job
from populace.forecast.many.stretches import Begun, Piece
from populace.forecast.sums import as_arrays, from_arrays
from populace.forecast.tables import Tables
from populace.i18n import gettext as _

WHICH = "job.json"


@dataclass(frozen=True)
class Workplace:
    """The folder of an unfinished projection."""

    folder: Path

    def begin(self, which: str) -> Begun:
        """Make the folder, or find what a run of the same job has left in it.

        :raises OutputError: it holds another job, or is none.
        """
        if not self.folder.exists():
            self.folder.mkdir(parents=True)
            _whole(self.folder / WHICH, lambda path: path.write_text(which, encoding="utf-8"))
        known = self.folder / WHICH
        if not known.is_file() or known.read_text(encoding="utf-8") != which:
            said = _(
                "{folder} holds a projection of other tables or settings that was cut off. "
                "Run that one again to finish it, or remove the folder."
            )
            raise OutputError(said.format(folder=self.folder))
        done = 0
        while self._open(done).is_file():
            done += 1
        return Begun(done, self._sums(done - 1)) if done else Begun()

    def keep(self, piece: Piece, rows: pa.Table) -> None:
        """Set a stretch aside: its rows, then what it leaves open, which is what says that it is done."""
        _whole(self._rows(piece.number), lambda path: pq.write_table(rows, path))
        arrays = as_arrays(piece.open)
        _whole(self._open(piece.number), lambda path: _save(path, arrays))
        if piece.number:
            self._open(piece.number - 1).write_bytes(b"")  # that it is done still counts, its sums no longer

    def parts(self, pieces: int) -> list[Path]:
        """The tables of all stretches, in their order."""
        return [self._rows(number) for number in range(pieces)]

    def remove(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.folder)

    def _sums(self, number: int) -> dict:  # type: ignore[type-arg]
        with np.load(self._open(number), allow_pickle=False) as arrays:
            return from_arrays({name: arrays[name] for name in arrays.files})

    def _rows(self, number: int) -> Path:
        return self.folder / f"rows-{number:05d}.parquet"

    def _open(self, number: int) -> Path:
        return self.folder / f"open-{number:05d}.npz"


def name_of(job: Job, tables: Tables) -> str:
    """What tells a job from every other: settings, age groups, version, and a digest of all figures and places."""
    digest = hashlib.blake2b(digest_size=16)
    for name, column in tables.observations.items():
        digest.update(str(name).encode())
        codes = column
        if isinstance(column.dtype, pd.CategoricalDtype):
            digest.update("\0".join(map(str, column.cat.categories)).encode())
            codes = column.cat.codes
        digest.update(np.ascontiguousarray(codes.to_numpy()).tobytes())
    digest.update(repr([(place.code, place.parent) for place in tables.places]).encode())
    return json.dumps(
        {
            **asdict(job.settings), "groups": job.groups, "stretch": STRETCH, "version": __version__,
            "tables": digest.hexdigest(),
        }
    )  # fmt: skip


def _save(path: Path, arrays: dict[str, np.ndarray]) -> None:
    with path.open("wb") as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]


def _whole(path: Path, write: object) -> None:
    """Write beside, then rename: nobody ever finds half of a file."""
    aside = path.with_name(f".{path.name}")
    write(aside)  # type: ignore[operator]
    aside.replace(path)
