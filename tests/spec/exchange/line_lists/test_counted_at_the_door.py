"""Article 2: a declared list is counted in memory, only its counts go on, and nothing of a row is told or written."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from populace.errors import InputErrors, UserError
from populace.exchange.line_lists.load import parse_line_list
from populace.exchange.tidy.read import open_table
from tests.spec.exchange.line_lists.registers import (
    COUNTS,
    DECLARED,
    HEADINGS,
    KINDS,
    ROWS,
    SECRETS,
    Kind,
    counts,
    read,
)

CSV = KINDS[0]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.suffix)
def test_a_register_becomes_counts(tmp_path: Path, kind: Kind) -> None:
    reading = read(kind.write(tmp_path))
    assert counts(reading) == COUNTS
    assert any("4 rows were counted" in note for note in reading.notes)
    assert any("1 row was left out by the filters" in note for note in reading.notes)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.suffix)
def test_undeclared_it_is_refused_with_its_columns_named(tmp_path: Path, kind: Kind) -> None:
    with pytest.raises(InputErrors) as errors:
        open_table(kind.write(tmp_path))
    told = str(errors.value.problems[0])
    for heading in ("full name", "phone", "home address", "date of birth"):
        assert heading in told
    assert not [secret for secret in SECRETS if secret in told]


def test_the_age_is_that_on_the_day_of_the_event(tmp_path: Path) -> None:
    """Born on 2005-02-01: 19 on 2025-01-31, 20 on 2025-02-01."""
    found = counts(read(CSV.write(tmp_path, ROWS[2:4])))
    assert found == {("A", "2025-01", "age=15-19;sex=female"): 1, ("B", "2025-02", "age=20-24;sex=female"): 1}


@pytest.mark.parametrize(
    ("cell", "given", "group"),
    [
        ("27", "age", "25-29"),
        ("1998", "year_of_birth", "25-29"),
        ("29", "age", "25-29"),
        ("30", "age", "30-49"),
    ],
)
def test_ages_and_years_of_birth_are_grouped(tmp_path: Path, cell: str, given: str, group: str) -> None:
    headings = ("age", *HEADINGS[5:])
    path = CSV.write(tmp_path, ((cell, *ROWS[0][5:]),), headings)
    declared = DECLARED.replace("column: date of birth, from: day_of_birth", f"column: age, from: {given}")
    assert list(counts(read(path, declared))) == [("A", "2025-01", f"age={group};sex=female")]


@pytest.mark.parametrize("position", [4, 5, 6, 7])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.suffix)
def test_a_row_that_cannot_be_counted_is_told_by_its_number_alone(
    tmp_path: Path, kind: Kind, position: int
) -> None:
    row = list(ROWS[1])
    row[position] = "Hildegunn Vexley"
    with pytest.raises(InputErrors) as errors:
        read(kind.write(tmp_path, (ROWS[0], tuple(row), *ROWS[2:])))
    assert {problem.row for problem in errors.value.problems} == {3}
    told = " ".join(map(str, errors.value.problems))
    assert HEADINGS[position] in told
    assert not [secret for secret in {*SECRETS, "Hildegunn", "Vexley"} if secret in told]
    assert errors.value.__cause__ is None


def test_ragged_rows_and_lost_ones_are_told_by_their_numbers(tmp_path: Path) -> None:
    path = CSV.write(tmp_path)
    path.write_text(
        path.read_text(encoding="utf-8") + "\n" + "Hildegunn Vexley,1\n" + ",".join(ROWS[0]) + "\n\n\n"
    )
    with pytest.raises(InputErrors) as errors:
        read(path)
    assert [problem.row for problem in errors.value.problems] == [8, 7]
    assert "Vexley" not in " ".join(map(str, errors.value.problems))


def test_empty_lines_at_the_end_are_no_rows(tmp_path: Path) -> None:
    path = CSV.write(tmp_path)
    path.write_text(path.read_text(encoding="utf-8") + "\n\n")
    assert counts(read(path)) == COUNTS


@pytest.mark.parametrize(
    "change",
    [
        ("place: town", "place: home address"),
        ("sex: {column: sex,", "sex: {column: full name,"),
        ("column: outcome", "column: phone"),
    ],
)
def test_a_column_about_persons_can_be_no_place_category_or_filter(change: tuple[str, str]) -> None:
    with pytest.raises(InputErrors, match="problem") as errors:
        parse_line_list(DECLARED.replace(*change))
    assert "about persons" in str(errors.value.problems[0])


def test_no_cell_can_become_a_category_of_an_open_dimension(tmp_path: Path) -> None:
    """A code that hides an identifier would make each person a category of their own."""
    declared = DECLARED.replace("categories:", "categories:\n  source: {column: register no}")
    with pytest.raises(InputErrors) as errors:
        read(CSV.write(tmp_path), declared)
    told = " ".join(map(str, errors.value.problems))
    assert "register no" in told
    assert "R-9000" not in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("counts: births\nplace: town", "the column of the day"),
        ("place: town\ndate: born on", "what is counted"),
        ("counts: births\nplace: town\ndate: born on\nages: {column: a, groups: [20-24, 15-19]}", "ages"),
        ("counts: births\nplace: town\ndate: born on\nfilters: [{column: a}]", "filters[1]"),
        ("counts: births\nplace: town\ndate: born on\nnames: x", "names"),
        ("counts: births\nplace: town\ndate: born on\nby: fortnight", "by"),
    ],
)
def test_a_fault_of_a_declaration_is_told_with_its_path(text: str, told: str) -> None:
    with pytest.raises(InputErrors) as errors:
        parse_line_list(text)
    assert any(told in str(problem) for problem in errors.value.problems)


def test_a_measure_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        read(CSV.write(tmp_path), DECLARED.replace("births", "nothing"))


_COUNT = """
import json, os, sys, tempfile
written = []

def watch(event, arguments):
    if event == "open" and arguments[0] is not None:
        path, mode, flags = arguments
        if (flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) or (isinstance(mode, str) and set(mode) & set("wax+")):
            written.append(str(path))

sys.addaudithook(watch)
from pathlib import Path
from populace.errors import InputErrors
from tests.spec.exchange.line_lists.registers import counts, read

try:
    print(json.dumps([[*key, value] for key, value in counts(read(Path(sys.argv[1]))).items()]))
except InputErrors as errors:
    print(json.dumps([str(problem) for problem in errors.problems]))
with open(Path(os.environ["HOME"]) / "seen", "w") as proof:
    proof.write("the watch sees this")
print(json.dumps([path for path in written if "__pycache__" not in path and not path.startswith("/dev/")]))
"""


@pytest.mark.parametrize("spoilt", [False, True], ids=["in order", "spoilt"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.suffix)
def test_nothing_is_written_while_a_list_is_counted(
    tmp_path: Path, root: Path, kind: Kind, spoilt: bool
) -> None:
    """Watched in a process of its own: not one file is opened for writing, temporary ones included."""
    world = tmp_path / "world"
    world.mkdir()
    rows = (
        (*ROWS, ("R-90006", "Hildegunn Vexley", "07", "x", "never", "never", "Nowhere", "?", "live"))
        if spoilt
        else ROWS
    )
    path = kind.write(tmp_path, rows)
    names = ("HOME", "TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME")
    done = subprocess.run(
        [sys.executable, "-c", _COUNT, str(path)],
        cwd=root,
        env={**os.environ, **dict.fromkeys(names, str(world)), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    said, written = map(json.loads, done.stdout.splitlines())
    assert written == [str(world / "seen")], "only the proof that the watch sees is written"
    assert [each.name for each in world.iterdir()] == ["seen"]
    assert bool(said)
    everything = done.stdout + done.stderr
    assert not [secret for secret in {*SECRETS, "Vexley"} if secret in everything]
