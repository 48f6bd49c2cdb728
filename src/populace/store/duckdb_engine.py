"""Queries on this machine, by DuckDB over the Parquet files where they lie."""

import shutil
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import duckdb
import pyarrow as pa

from populace.store.engine import Step, composed

MEMORY = "1GB"
"""What DuckDB may take before it writes to the scratch folder: with Python and Arrow beside it, under 2 GB."""


class DuckDB:
    """An ``Engine`` in this process. Large intermediate results go to ``scratch``, which is made only when needed."""

    def __init__(self, scratch: Path, threads: int | None = None) -> None:
        self._scratch, self._threads = scratch, threads
        self._files: set[str] = set()

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        """Made when it is first needed: many commits ask nothing."""
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "temp_directory": str(self._scratch),
            "preserve_insertion_order": False,  # Whoever needs an order asks for it.
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        if self._threads is not None:
            settings["threads"] = self._threads
        return duckdb.connect(":memory:", config=settings)

    def files(self, name: str, paths: Sequence[Path], schema: pa.Schema) -> None:
        """See ``Engine``."""
        if not paths:
            if name in self._files:  # a table and a view of files cannot share a name
                self.drop(name)
            self.table(name, schema.empty_table())
            return
        listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
        self._connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS FROM read_parquet([{listed}])")
        self._files.add(name)

    def table(self, name: str, table: pa.Table) -> None:
        """See ``Engine``."""
        self._connection.register(name, table)

    def drop(self, *names: str) -> None:
        """See ``Engine``."""
        for name in names:
            if name in self._files:
                self._connection.execute(f"DROP VIEW IF EXISTS {name}")
                self._files.remove(name)
            else:
                self._connection.unregister(name)

    def query(self, steps: Sequence[Step]) -> pa.Table:
        """See ``Engine``."""
        return self._connection.sql(composed(steps)).to_arrow_table()

    def close(self) -> None:
        """See ``Engine``."""
        if "_connection" in vars(self):
            self._connection.close()
        shutil.rmtree(self._scratch, ignore_errors=True)
