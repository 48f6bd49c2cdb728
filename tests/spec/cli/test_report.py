"""``populace report`` as a user meets it: what it writes, what it says, and when it writes nothing."""

import hashlib
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from populace.cli import main
from populace.demo.district import make_district
from populace.demo.write import write_district


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo district, made once."""
    folder = tmp_path_factory.mktemp("demo") / "district"
    write_district(make_district(), folder)
    return folder


def report(*words: object) -> Result:
    return CliRunner().invoke(main, ["report", *map(str, words)])


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


SMALL = ("--places", "TL08", "--trajectories", 60, "--horizon", 2045)


def test_the_report_of_a_town_has_its_page_workbook_tables_and_charts(district: Path, tmp_path: Path) -> None:
    result = report(district, "--out", tmp_path / "out", *SMALL)
    assert result.exit_code == 0, result.output
    assert str(tmp_path / "out" / "report.html") in result.output
    names = set(digests(tmp_path / "out"))
    assert {"report.html", "report.xlsx", "charts/TL08-births.svg", "charts/TL08-births.png"} <= names
    births = pd.read_csv(tmp_path / "out" / "data" / "births_ahead.csv")
    assert births["year"].max() == 2045
    pd.testing.assert_frame_equal(
        births, pd.read_parquet(tmp_path / "out" / "data" / "births_ahead.parquet"), check_dtype=False
    )


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(district: Path, tmp_path: Path) -> None:
    for name, seed in (("first", 7), ("again", 7), ("other", 8)):
        assert report(district, "--out", tmp_path / name, *SMALL, "--seed", seed).exit_code == 0
    first, again, other = (digests(tmp_path / name) for name in ("first", "again", "other"))
    assert first == again
    assert first["report.html"] != other["report.html"]


def test_the_report_speaks_chinese(district: Path, tmp_path: Path) -> None:
    assert report(district, "--out", tmp_path / "out", *SMALL, "--lang", "zh-hans").exit_code == 0
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert 'lang="zh-Hans"' in page
    assert "出生" in page
    assert "next birth peak" not in page


def test_a_ratio_of_the_planner_replaces_the_default_and_is_named(district: Path, tmp_path: Path) -> None:
    for name, words in (("plain", ()), ("own", ("--ratio", "midwives=87.5"))):
        assert report(district, "--out", tmp_path / name, *SMALL, *words).exit_code == 0
    plain, own = (pd.read_csv(tmp_path / name / "data" / "needs.csv") for name in ("plain", "own"))
    midwives = plain["need"] == "midwives"
    pd.testing.assert_series_equal(own.loc[midwives, "median"], 2 * plain.loc[midwives, "median"], rtol=1e-6)
    assert "set on the command line" in (tmp_path / "own" / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--places", "TL99"), "TL99"),
        (("--ratio", "midwives"), "CODE=VALUE"),
        (("--ratio", "storks=3"), "storks"),
        (("--ratio", "midwives=0"), "midwives"),
        (("--ratio", "midwives=inf"), "midwives"),
        (("--reference-place", "246"), "--reference"),
        (("--horizon", 1999), "1999"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_leaves_nothing(
    district: Path, tmp_path: Path, words: tuple[object, ...], says: str
) -> None:
    result = report(district, "--out", tmp_path / "out", *words)
    assert result.exit_code == 2
    lines = [line for line in result.stderr.splitlines() if line]
    assert len(lines) == 1
    assert says in lines[0]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [("--seed", -1), ("--trajectories", 0)])
def test_options_out_of_range_are_refused(district: Path, tmp_path: Path, words: tuple[object, ...]) -> None:
    result = report(district, "--out", tmp_path / "out", *words)
    assert result.exit_code == 2
    assert not (tmp_path / "out").exists()


def test_the_folder_of_the_tables_is_not_written_to(district: Path) -> None:
    before = digests(district)
    result = report(district, "--out", district)
    assert result.exit_code == 2
    assert digests(district) == before


def test_one_year_ahead_is_a_report_too(district: Path, tmp_path: Path) -> None:
    result = report(
        district, "--out", tmp_path / "out", "--places", "TL0801", "--horizon", 1, "--trajectories", 20
    )
    assert result.exit_code == 0, result.output


def test_all_mistakes_of_a_folder_are_told_at_once_and_nothing_is_written(
    district: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "places.csv").write_text("code,name,parent\nA,Alpha,\n", encoding="utf-8")
    (folder / "births.csv").write_text(
        "place,year,births\nA,2024,-3\nB,2024,5\nA,2023,5\nA,2023,6\n", encoding="utf-8"
    )
    result = report(folder, "--out", tmp_path / "out")
    assert result.exit_code == 2
    told = result.stderr
    assert "births.csv, row 2" in told
    assert "births.csv, row 3" in told
    assert "births.csv, row 5" in told
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_real_nations_are_reported_from_the_tables_of_the_un(shared_data: Path, tmp_path: Path) -> None:
    result = report(
        shared_data / "wpp", "--places", "156,404", "--trajectories", 200, "--out", tmp_path / "out"
    )
    assert result.exit_code == 0, result.output
    past = pd.read_csv(tmp_path / "out" / "data" / "births.csv")
    china = past[(past["place"].astype(str) == "156") & (past["year"] == 2023)]
    assert china["births"].iloc[0] == pytest.approx(8.9e6, rel=0.01)
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "China" in page
    assert "Kenya" in page


@pytest.mark.slow
def test_finnish_regions_lean_on_the_un_for_what_they_lack_and_the_report_says_so(
    shared_data: Path, tmp_path: Path
) -> None:
    result = report(
        shared_data / "backtest",
        "--reference",
        shared_data / "wpp",
        "--trajectories",
        100,
        "--out",
        tmp_path / "out",
    )
    assert result.exit_code == 0, result.output
    rungs = pd.read_csv(tmp_path / "out" / "data" / "rungs.csv")
    regions = rungs[rungs["place"].astype(str) != "246"]
    assert regions["place"].nunique() == 19
    assert set(regions.loc[regions["subject"] == "mortality", "rung"]) == {"mortality-5"}
    assert set(regions.loc[regions["subject"] == "births", "rung"]) == {"births-5"}
    assert "Total fertility follows the path projected for Finland" in (
        tmp_path / "out" / "report.html"
    ).read_text(encoding="utf-8")
