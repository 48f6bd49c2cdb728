"""One session of Spark for all tests that need one."""

import os
import shutil
from collections.abc import Iterator

import pytest

sql = pytest.importorskip("pyspark.sql", reason="PySpark is not installed (the extra populace[spark])")


@pytest.fixture(scope="session")
def spark(tmp_path_factory) -> Iterator["sql.SparkSession"]:
    """Two threads, little memory, no pages and nothing outside the folder of the tests."""
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("there is no Java here, which Spark runs on")
    folder = tmp_path_factory.mktemp("spark")
    session = (
        sql.SparkSession.builder.master("local[2]")
        .appName("populace")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "1g")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.codegen.wholeStage", "false")  # Compiling costs more than these few rows do.
        .config("spark.local.dir", str(folder / "local"))
        .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    yield session
    session.stop()
