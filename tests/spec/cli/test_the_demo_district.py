"""What was planted in the demo district is found, what was acknowledged stays away, and what chance does is let be."""

from pathlib import Path

import pandas as pd
import pytest

from populace.demo.district import make_district
from populace.demo.write import write_district
from tests.spec.cli.offices import done, figures, populace


@pytest.fixture(scope="module")
def folder_of_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "district"
    write_district(make_district(), folder)
    names = (
        "places.csv",
        "returns/clinic_list.csv",
        "returns/forms.yaml",
        "returns/villages.csv",
        "returns/clinics.csv",
    )
    done("import", *(folder / name for name in names), "--into", folder / "office", "--commit")
    return folder


@pytest.fixture(scope="module")
def flags(folder_of_demo: Path) -> pd.DataFrame:
    done("quality", folder_of_demo / "office", "--out", folder_of_demo / "flags.csv")
    return pd.read_csv(folder_of_demo / "flags.csv")


def test_planted_faults_that_stand_out_are_found(folder_of_demo: Path, flags: pd.DataFrame) -> None:
    planted = pd.read_csv(folder_of_demo / "truth" / "mistakes.csv")
    planted = planted[planted["mistake"].isin(["a nought added", "newborns screened counted twice"])]
    assert len(planted) == 3
    for fault in planted.itertuples():
        there = flags[(flags["place"] == fault.place) & (flags["period"] == fault.period)]
        assert fault.measure in set(there["measure"]), fault


def test_a_year_of_few_counts_is_not_made_into_many(flags: pd.DataFrame) -> None:
    """Neighbours with hardly a count the year before foretell nothing."""
    years = flags[flags["check"] == "year_on_year"]
    assert len(years)
    assert (years["effect_share"].dropna() < 1).all()


def test_returns_of_the_past_are_not_late(flags: pd.DataFrame) -> None:
    """They were due before there was a workspace to send them to."""
    assert "timeliness" not in set(flags["check"])


def test_acknowledged_flags_do_not_come_back(folder_of_demo: Path, flags: pd.DataFrame) -> None:
    seen = folder_of_demo / "seen.txt"
    seen.write_text("\n".join(flags["key"].head(20)), encoding="utf-8")
    office, rest = folder_of_demo / "office", folder_of_demo / "rest.csv"
    done("quality", office, "--acknowledged", seen, "--out", rest)
    assert set(pd.read_csv(rest)["key"]) == set(flags["key"].iloc[20:])


def test_rules_hold_and_rebuilding_gives_the_same_answers(folder_of_demo: Path) -> None:
    office = folder_of_demo / "office"
    asked = ("--measure", "births", "--period", "2025", "--level", 2)
    before = figures(office, *asked)
    assert len(before) == 8
    assert populace("check", office, "--period", "2025").exit_code == 0
    done("rebuild", office)
    assert figures(office, *asked) == before
