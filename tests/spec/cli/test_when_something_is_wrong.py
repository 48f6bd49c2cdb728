"""Broken, foreign, missing and locked: a line that says what to do, exit code 2, and never a traceback."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from tests.spec.cli.offices import HEADINGS, done, figures, populace, write, wrong

BIRTHS = ("--measure", "births", "--period", "2026-01")


@pytest.fixture
def full(office: Path, folder: Path) -> Path:
    """The office with two deposits of figures and one of definitions."""
    (folder / "own.yaml").write_text(
        "measures:\n  visits: {label: Visits, kind: flow, unit: visits, subject: coverage}\n"
    )
    write(folder, "one.csv", "A,2026-01,births,,5")
    write(folder, "two.csv", "A,2026-01,births,,6", "C,2026-01,visits,,7")
    done("import", "own.yaml", "one.csv", "two.csv", "--into", office)
    return office


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("empty.json", b""),
        ("empty.xlsx", b""),
        ("empty.parquet", b""),
        ("broken.yaml", b"a: ["),
        ("broken.json", b'{"dataValues":[{]'),
        ("odd.csv", HEADINGS.encode() + b"\nA\xff\xfe,2026-01,births,,1\n"),
        ("utf16.csv", HEADINGS.encode("utf-16")),
        ("noise.csv", bytes(range(128, 256)) * 20),
        ("noise.yaml", bytes(range(128, 256)) * 20),
        ("noise.zip", bytes(range(128, 256)) * 20),
        ("words.txt", b"hello\n"),
        ("values.xml", b"<a>"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(office: Path, folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    wrong("import", name, "--into", office)


def test_tables_of_the_country_are_read_in_its_own_encoding(office: Path, folder: Path) -> None:
    (folder / "gb.csv").write_bytes("地区,年,月,出生人数\nA,2026,1,3\n".encode("gb18030"))
    assert "GB 18030" in done("import", "gb.csv", "--into", office)
    assert figures(office, *BIRTHS) == {("N", "2026-01", ""): 3}


def test_files_and_folders_in_the_wrong_place(office: Path, folder: Path) -> None:
    wrong("import", "nothing.csv", "--into", office)
    wrong("import", office, "--into", office)
    wrong("import", "places.csv", "--into", "places.csv")
    (folder / "other").mkdir()
    (folder / "other" / "letter.txt").write_text("Dear office")
    assert "is not empty" in wrong("import", "places.csv", "--into", "other")
    assert "is no workspace" in wrong("query", "other", *BIRTHS)
    wrong("query", "nowhere", *BIRTHS)
    wrong("export", office, "--out", "places.csv/out.csv")
    wrong("query", office, *BIRTHS, "--out", "nowhere/out.csv")


@pytest.mark.parametrize(
    "words",
    [
        ("--period", "soon"),
        ("--period", "2026..2025"),
        ("--period", "2026-01..2026"),
        ("--period", "2026", "--by", "colour"),
        ("--period", "2026", "--only", "colour=red"),
        ("--period", "2026", "--only", "red"),
        ("--period", "2026", "--known-at", "2026"),
        ("--period", "2026", "--boundaries", "then"),
        ("--period", "2026", "--level", "9"),
        ("--period", "2026", "--places", "Q"),
    ],
)
def test_questions_that_mean_nothing(office: Path, words: tuple[str, ...]) -> None:
    wrong("query", office, "--measure", "births", *words)
    wrong("query", office, "--measure", "brths", "--period", "2026")
    wrong("export", office, "--out", "out.csv", "--measure", "brths")
    wrong("export", office, "--out", "out.csv", "--places", "Q")


Breaking = Callable[[Path], object]


@pytest.mark.parametrize(
    ("breaking", "command"),
    [
        (lambda root: (root / "workspace.json").write_text('{"format": 99}'), "query"),
        (lambda root: (root / "workspace.json").write_text("x"), "rebuild"),
        (lambda root: (root / "deposits/000001/places.json").write_text("x"), "query"),
        (lambda root: (root / "deposits/000001/places.json").unlink(), "query"),
        (lambda root: (root / "deposits/000001/deposit.json").write_text("{"), "query"),
        (lambda root: (root / "deposits/000002/catalogue.yaml").write_text("x"), "query"),
        (lambda root: (root / "deposits/000003/rows.parquet").write_text("x"), "rebuild"),
        (lambda root: (root / "deposits/000003/rows.parquet").unlink(), "rebuild"),
        (lambda root: shutil.rmtree(root / "deposits"), "query"),
    ],
)
def test_a_damaged_workspace_says_which_part(full: Path, breaking: Breaking, command: str) -> None:
    breaking(full)
    assert str(full) in wrong(command, full, *(BIRTHS if command == "query" else ()))


def test_a_store_that_is_lost_is_made_anew(full: Path) -> None:
    asked = ("--measure", "births,visits", "--period", "2026-01")
    before = done("query", full, *asked)
    shutil.rmtree(full / "store")
    assert done("query", full, *asked) == before
    for file in (full / "store").rglob("*"):
        if file.is_file():
            file.write_text("x")
    assert "rebuild" in wrong("query", full, *asked)
    done("rebuild", full)
    assert done("query", full, *asked) == before


def test_a_folder_that_cannot_be_written(full: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(lock: FileLock, *_rest: object, **_words: object) -> object:
        raise PermissionError(13, "Permission denied", lock.lock_file)

    monkeypatch.setattr(FileLock, "acquire", refused)
    write(folder, "three.csv", "A,2026-02,births,,5")
    assert "Permission denied" in wrong("import", "three.csv", "--into", full)


def test_every_command_speaks_chinese(full: Path, folder: Path) -> None:
    commands = (
        ("import", "one.csv", "--into", full),
        ("query", full, *BIRTHS, "--by", "sex"),
        ("query", full, "--measure", "births", "--period", "soon"),
        ("indicator", full, "MH04", "--period", "2026"),
        ("quality", full),
        ("quality", full, "--summary"),
        ("check", full),
        ("places", full),
        ("places", full, "--history", "A"),
        *(
            ("catalogue", full, "--kind", kind)
            for kind in ("measures", "indicators", "dimensions", "forms", "rules")
        ),
        ("charter", "check"),
        ("charter", "check", "own.yaml"),
        ("export", full, "--out", "out.csv"),
        ("rebuild", full),
    )
    for command in commands:
        assert populace(*command, language="zh_CN.UTF-8").exit_code in (0, 2), command
    names = (
        "import",
        "export",
        "query",
        "indicator",
        "quality",
        "check",
        "places",
        "catalogue",
        "charter",
        "rebuild",
    )
    for name in names:
        assert "选项" in populace(name, "--help", language="zh_CN.UTF-8").output


def test_a_file_name_says_the_format(full: Path, folder: Path) -> None:
    done("query", full, *BIRTHS, "--out", "out.csv")
    assert (folder / "out.csv").read_text().startswith('"place","period"')
    done("query", full, *BIRTHS, "--out", "out.json")
    assert json.loads((folder / "out.json").read_text())[0]["value"] == 6
