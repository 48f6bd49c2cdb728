"""What the registers hold stays close to the truth, and adds up within itself."""

import numpy as np
import pandas as pd
import pytest

from populace.demo import registers
from populace.demo.district import District
from populace.demo.mistakes import mistakes_of, report
from populace.demo.places import town_of_unit
from populace.demo.registers import next_village
from populace.demo.tables import due_tables


@pytest.fixture(scope="module")
def due(made: District) -> dict[str, pd.DataFrame]:
    return due_tables(made)


def test_the_next_village_is_in_the_same_town_and_each_is_next_to_one() -> None:
    following = next_village()
    assert (town_of_unit()[following] == town_of_unit()).all()
    assert sorted(following.tolist()) == list(range(len(following)))


def test_months_add_up_to_years(made: District) -> None:
    held = made.registers
    assert (held.births_by_month.sum(axis=(2, 3)) == held.births.sum(axis=-1)).all()
    assert (held.deaths_by_month.sum(axis=-1) == held.deaths.sum(axis=-1)).all()


def test_over_the_district_births_are_short_by_the_share_that_is_missed(made: District) -> None:
    missed = 1.0 - made.registers.births.sum() / made.truth.births.sum()
    assert missed == pytest.approx(registers.BIRTH_MISSED, rel=0.1)


def test_no_register_is_negative_and_no_death_is_invented(made: District) -> None:
    held = made.registers
    for counts in (held.births, held.births_by_month, held.deaths, held.deaths_by_month, held.population):
        assert (counts >= 0).all()
    assert (held.deaths <= made.truth.deaths).all()


@pytest.mark.parametrize("file", ["births.csv", "births_by_age.csv", "deaths.csv", "population.csv"])
def test_what_is_due_differs_from_the_truth_by_honest_counting_only(
    file: str, due: dict[str, pd.DataFrame]
) -> None:
    true, held = due[file]["true"], due[file]["due"]
    # Far beyond what chances of a few per cent at most would give in any of these figures, far below a mistake.
    assert ((held - true).abs() <= 4 + 0.05 * true + 5 * np.sqrt(0.02 * true)).all()


def test_every_mistake_changes_a_figure_and_is_listed(made: District, due: dict[str, pd.DataFrame]) -> None:
    _, listed = report(made, due)
    listed_kinds = set(listed[["file", "mistake"]].itertuples(index=False, name=None))
    assert listed_kinds == {(mistake.file, mistake.what) for mistake in mistakes_of(made)}


def test_whatever_differs_from_what_is_due_is_listed_once(
    made: District, due: dict[str, pd.DataFrame]
) -> None:
    sent, listed = report(made, due)
    wrong = {file: int((table["reported"] != table["due"]).sum()) for file, table in sent.items()}
    assert listed.groupby("file").size().to_dict() == {file: count for file, count in wrong.items() if count}
    keys = [column for column in listed.columns if column not in ("mistake", "true", "due", "reported")]
    assert not listed.duplicated(keys).any()
