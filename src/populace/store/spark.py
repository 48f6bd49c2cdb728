"""The same queries on Apache Spark, for what one machine cannot hold. Needs the extra ``spark`` and Java 17 there.

SQLGlot translates DuckDB's dialect; nothing else differs. The files of a store lie where Spark's workers can read them.
"""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import sqlglot
from pyspark.sql import SparkSession
from sqlglot import expressions as exp

from populace.store.engine import Step, composed


class Spark:
    """An ``Engine`` on a session of Spark, which it does not close."""

    def __init__(self, session: SparkSession) -> None:
        self._session = session

    def files(self, name: str, paths: Sequence[Path], schema: pa.Schema) -> None:
        """See ``Engine``."""
        if not paths:
            self.table(name, schema.empty_table())
            return
        listed = [path.absolute().as_uri() for path in paths]
        self._session.read.parquet(*listed).createOrReplaceTempView(name)

    def table(self, name: str, table: pa.Table) -> None:
        """See ``Engine``."""
        self._session.createDataFrame(table).createOrReplaceTempView(name)

    def drop(self, *names: str) -> None:
        """See ``Engine``."""
        for name in names:
            self._session.catalog.dropTempView(name)

    def query(self, steps: Sequence[Step]) -> pa.Table:
        """See ``Engine``."""
        return self._session.sql(in_spark(composed(steps))).toArrow()

    def close(self) -> None:
        """See ``Engine``; the session goes on."""


def in_spark(sql: str) -> str:
    """A query in DuckDB's dialect in Spark's. Spark decides by itself what it makes once."""
    tree = sqlglot.parse_one(sql, read="duckdb")
    for step in tree.find_all(exp.CTE):
        step.set("materialized", None)
    return tree.sql(dialect="spark")
