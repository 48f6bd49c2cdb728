"""Folders of small tables."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from populace.errors import InputErrors
from populace.exchange.folder import read_folder

Write = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Write:
    """Write tables by file name (dots in a name are written as ``__``) and return their folder."""

    def write(**tables: str | bytes) -> Path:
        for name, text in tables.items():
            data = text if isinstance(text, bytes) else dedent(text).lstrip("\n").encode()
            stem, _, suffix = name.partition("__")
            (tmp_path / f"{stem}.{(suffix or 'csv').replace('__', '.')}").write_bytes(data)
        return tmp_path

    return write


@pytest.fixture
def problems() -> Callable[[Path], list[tuple[str, int | None, str]]]:
    """The problems of a folder: file, row and message."""

    def of(path: Path) -> list[tuple[str, int | None, str]]:
        before = sorted(path.iterdir())
        with pytest.raises(InputErrors) as caught:
            read_folder(path)
        assert sorted(path.iterdir()) == before
        assert caught.value.exit_code == 2
        assert all(problem.remedy for problem in caught.value.problems)
        return [(problem.file, problem.row, problem.message) for problem in caught.value.problems]

    return of
