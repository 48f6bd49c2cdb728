"""The same SQL, turned into Spark's by SQLGlot, gives the same values there."""

import shutil
from collections.abc import Iterator

import numpy as np
import pytest
import sqlglot
from pyspark.sql import SparkSession
from pyspark.sql import types as spark_types

from populace.catalog.expressions.nodes import Missing, PlaceIs
from populace.catalog.expressions.parser import parse
from tests.agreement.catalog.expressions.random_trees import expressions, figures
from tests.agreement.catalog.expressions.ways import (
    ALL,
    COLUMNS,
    Rows,
    as_number,
    in_python,
    query,
    same,
    settled,
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    if shutil.which("java") is None:
        pytest.skip("there is no Java here, which Spark needs")
    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        # Compiling such wide rows takes longer than computing the few there are.
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    yield session
    session.stop()


def view(spark: SparkSession, rows: Rows) -> None:
    """The figures as the table that the query reads."""
    fields = [
        spark_types.StructField(
            COLUMNS[leaf],
            spark_types.BooleanType() if isinstance(leaf, PlaceIs) else spark_types.DoubleType(),
        )
        for leaf in ALL
    ]
    schema = spark_types.StructType(
        [*fields, spark_types.StructField("row_number", spark_types.IntegerType())]
    )
    data = [(*(row[leaf] for leaf in ALL), i) for i, row in enumerate(rows)]
    spark.createDataFrame(data, schema).createOrReplaceTempView("figures")


EVERY_FUNCTION = (
    "if(#{births} > 2, 1, #{births})",
    "if(null, 1, 2) + if(isNull(null), 1, 0)",
    "isNull(#{births} / 0) || isNotNull(C{factor})",
    "firstNonNull(#{births}, [days], 0)",
    "greatest(#{births}, N{rate}) - least([days], 4, null)",
    "is(#{births} in 1, 2, C{factor})",
    "removeZeros(#{births} % 3)",
    "log(#{births}) + log10([days]) + log(C{factor}, 2)",
    "normDistCum(#{births}, 2, [days]) + normDistDen(#{births})",
    "(#{births} - 2) ^ C{factor} / ([days] % #{births})",
    "subExpression(#{births}) <= [days] && !(C{factor} == 0)",
)
"""Each function and operator once."""


def test_spark_gives_the_same(spark: SparkSession) -> None:
    nodes = [*map(parse, EVERY_FUNCTION), *expressions(seed=5, count=8, deep=4)]
    rows = figures(seed=6, count=8)
    view(spark, rows)
    expected = in_python(nodes, rows, Missing.SKIP_IF_ALL)
    sure = settled(nodes, rows, Missing.SKIP_IF_ALL, expected)
    text = sqlglot.transpile(query(nodes, Missing.SKIP_IF_ALL), read="duckdb", write="spark")[0]
    found = np.array([[as_number(each) for each in row] for row in spark.sql(text).collect()])
    assert sure.mean() > 0.95
    assert not np.argwhere(sure & ~same(expected, found)).size
