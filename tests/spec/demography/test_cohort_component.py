"""One year of a small island with three ages: children (0), adults (1), and all who are older (2+)."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from populace.demography.cohort_component import MigrationTiming, Step, step
from populace.demography.sex import FEMALE, MALE

#                         0    1   2+
WOMEN_AND_GIRLS = [100, 200, 300]
MEN_AND_BOYS = [110, 210, 250]
NOBODY_MOVES = np.zeros((2, 3))
#                     of births, of children, of adults and older
SURVIVE = np.array([[0.9, 1.0, 0.5], [0.8, 1.0, 0.4]])
BIRTHS_PER_WOMAN = [0.0, 0.2, 0.0]


def one_year(net_migration, timing: MigrationTiming = MigrationTiming.END) -> Step:
    return step(
        [WOMEN_AND_GIRLS, MEN_AND_BOYS],
        SURVIVE,
        BIRTHS_PER_WOMAN,
        net_migration,
        sex_ratio_at_birth=1.0,
        timing=timing,
    )


def test_everyone_grows_a_year_older() -> None:
    after = one_year(NOBODY_MOVES).population
    assert after[FEMALE, 1] == 100  # last year's girls, none of whom died
    assert after[FEMALE, 2] == (200 + 300) * 0.5
    assert_allclose(after[MALE, 1:], [110, (210 + 250) * 0.4])


def test_births_come_from_the_mean_number_of_women() -> None:
    made = one_year(NOBODY_MOVES)
    assert_allclose(made.births, [0, 0.2 * (200 + 100) / 2, 0])
    assert_allclose(made.births_by_sex, [15, 15])
    assert_allclose(made.population[:, 0], [15 * 0.9, 15 * 0.8])


def test_migrants_at_the_end_bear_nobody_this_year() -> None:
    made = one_year([[0, 40, 0], [0, 0, 0]])
    assert made.births.sum() == 30
    assert made.population[FEMALE, 1] == 140


def test_migrants_spread_evenly_are_there_for_half_the_year() -> None:
    made = one_year([[0, 40, 0], [0, 0, 0]], MigrationTiming.EVEN)
    assert_allclose(made.births.sum(), 0.2 * ((200 + 20) + (100 + 20)) / 2)
    assert_allclose(made.population[FEMALE], [17 * 0.9, 100 + 20, (220 + 300) * 0.5])


def test_no_more_emigrate_than_are_there_and_it_is_said() -> None:
    made = one_year([[0, -130, 0], [0, 0, 0]])
    assert made.population[FEMALE, 1] == 0
    assert made.net_migration[FEMALE, 1] == -100
    assert made.emigration_limited[FEMALE, 1] == 30
    assert made.was_limited


def test_the_balance() -> None:
    made = one_year([[5, -30, 10], [2, 3, -4]], MigrationTiming.EVEN)
    before = sum(WOMEN_AND_GIRLS) + sum(MEN_AND_BOYS)
    flows = made.births.sum() - made.cohort_deaths.sum() + made.net_migration.sum()
    assert_allclose(made.population.sum(), before + flows)


@pytest.mark.parametrize("separation", [0.0, 0.5, 1.0])
def test_deaths_move_between_ages_but_not_in_number(separation: float) -> None:
    made = step(
        [WOMEN_AND_GIRLS, MEN_AND_BOYS], SURVIVE, BIRTHS_PER_WOMAN, NOBODY_MOVES, 1.0,
        separation=np.full((2, 3), separation),
    )  # fmt: skip
    assert_allclose(made.cohort_deaths[FEMALE], [1.5, 0, 250])
    assert_allclose(made.deaths[FEMALE], [1.5, 250 * separation, 250 * (1 - separation)])
