"""What a query engine has to be able to do. All SQL is DuckDB's dialect; an engine of another one translates it."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

import pyarrow as pa


class Step(NamedTuple):
    """One named step of a query, which may use the tables and the steps before it.

    One that several later steps use is ``kept``: made once, and not once for each.
    """

    name: str
    sql: str
    kept: bool = False


class Engine(Protocol):
    """Tables under names, and queries over them."""

    def files(self, name: str, paths: Sequence[Path], schema: pa.Schema) -> None:
        """Make ``paths``, Parquet files of ``schema``, one table; without any it is empty."""
        ...

    def table(self, name: str, table: pa.Table) -> None:
        """Make a small table."""
        ...

    def drop(self, *names: str) -> None:
        """Forget tables."""
        ...

    def query(self, steps: Sequence[Step]) -> pa.Table:
        """What the last step gives."""
        ...

    def close(self) -> None:
        """Let everything go."""
        ...


def composed(steps: Sequence[Step]) -> str:
    """One query of all ``steps``."""
    *before, last = steps
    if not before:
        return last.sql
    made = (f"{step.name} AS {'MATERIALIZED ' if step.kept else ''}(\n{step.sql}\n)" for step in before)
    return "WITH " + ",\n".join(made) + f"\n{last.sql}"


def numbers(values: Sequence[int]) -> str:
    """A list of whole numbers for ``IN (…)``; nothing equals the null of an empty one."""
    return ", ".join(str(int(value)) for value in values) or "NULL"
