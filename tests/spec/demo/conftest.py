"""One demo folder, written once for all tests that read it."""

from pathlib import Path

import pytest

from populace.demo.district import District, make_district
from populace.demo.write import write_district


@pytest.fixture(scope="session")
def made() -> District:
    return make_district()


@pytest.fixture(scope="session")
def folder(made: District, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "district"
    write_district(made, path)
    return path
