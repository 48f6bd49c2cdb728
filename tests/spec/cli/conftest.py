"""An office with places, in a folder of its own where it also works."""

from pathlib import Path

import pytest

from tests.spec.cli.offices import PLACES, done


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which commands are run, where files of refused rows are written."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def office(folder: Path) -> Path:
    """A workspace with the places of ``PLACES``."""
    (folder / "places.csv").write_text(PLACES, encoding="utf-8")
    done("import", "places.csv", "--into", "office")
    return folder / "office"
