"""Single-year vectors of two public engines: the same numbers to rounding."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from populace.demography.ages import Ages
from populace.demography.cohort_component import MigrationTiming, Projection, project
from populace.demography.life_table import life_table
from populace.demography.sex import FEMALE, MALE
from populace.demography.survivorship import separation_factors, survivorship

TIMINGS = {"migend": MigrationTiming.END, "migeven": MigrationTiming.EVEN}
COUNTRIES = ("canada", "mexico", "kuwait")
TINY = 1e-12  # persons: where a cohort has died out, only the scale of the country matters


def table_of(rates):
    """The life table that the vectors' own mx and ax give."""
    return life_table(rates.by_sex("mx"), Ages.of(rates.ages), ax=rates.by_sex("ax"))


def run(rates, base, srb: np.ndarray, timing: MigrationTiming, migration: np.ndarray) -> Projection:
    """Our projection on a golden set's inputs."""
    return project(
        base.by_sex("pop"),
        rates.by_sex("Sx"),
        rates.column("asfr"),
        migration,
        srb,
        timing,
        separation=separation_factors(table_of(rates)),
    )


@pytest.mark.parametrize("country", ["canada", "mexico"])
@pytest.mark.parametrize("convention", TIMINGS)
def test_un_single_year(golden, country: str, convention: str) -> None:
    rates = golden.table(f"un_1x1/{country}_rates.csv.gz")
    base = golden.table(f"un_1x1/{country}_base_1950.csv")
    srb = golden.per_time(f"un_1x1/{country}_srb.csv", "srb")
    ours = run(rates, base, srb, TIMINGS[convention], rates.by_sex("mig"))
    agree_with_un(ours, golden, country, convention)
    assert not ours.was_limited


def agree_with_un(ours: Projection, golden, country: str, convention: str) -> None:
    """Compare population, births and both kinds of deaths with the published engine's."""
    population = golden.table(f"un_1x1/{country}_out_pop_{convention}.csv.gz").by_sex("pop")
    events = golden.table(f"un_1x1/{country}_out_events_{convention}.csv.gz")
    assert_allclose(ours.population[: len(population)], population, rtol=1e-9, atol=TINY)
    assert_allclose(ours.births, events.column("births_by_mother_age"), rtol=1e-9)
    births = f"un_1x1/{country}_out_births_{convention}.csv"
    assert_allclose(ours.births_by_sex[:, MALE], golden.per_time(births, "birthsM"), rtol=1e-9)
    assert_allclose(ours.births_by_sex[:, FEMALE], golden.per_time(births, "birthsF"), rtol=1e-9)
    assert_allclose(ours.cohort_deaths, events.by_sex("cohort_deaths"), rtol=1e-8, atol=TINY)
    assert ours.deaths is not None
    assert_allclose(ours.deaths, events.by_sex("deaths"), rtol=1e-8, atol=TINY)


@pytest.mark.parametrize("country", COUNTRIES)
def test_un_life_tables(golden, country: str) -> None:
    rates = golden.table(f"un_1x1/{country}_rates.csv.gz")
    table = life_table(rates.by_sex("mx"), Ages.of(rates.ages), ax=rates.by_sex("ax"), radix=100_000)
    assert_allclose(table.lx, rates.by_sex("lx"), rtol=1e-9)
    assert_allclose(table.Lx, rates.by_sex("Lx"), rtol=1e-9)
    assert_allclose(survivorship(table), rates.by_sex("Sx"), rtol=1e-9)


@pytest.mark.parametrize("convention", TIMINGS)
def test_china_single_year(golden, convention: str) -> None:
    rates = golden.table("bayespop_1x1_semisynthetic/china_rates.csv.gz")
    base = golden.table("bayespop_1x1_semisynthetic/china_base_end2024.csv")
    srb = golden.per_time("bayespop_1x1_semisynthetic/china_srb_tfr.csv", "srb")
    ours = run(rates, base, srb, TIMINGS[convention], rates.by_sex("mig"))
    population = golden.table(f"bayespop_1x1_semisynthetic/china_out_pop_{convention}.csv.gz").by_sex("pop")
    events = golden.table(f"bayespop_1x1_semisynthetic/china_out_events_{convention}.csv.gz")
    assert_allclose(ours.population, population, rtol=1e-9, atol=TINY)
    assert_allclose(ours.births, events.column("births_by_mother_age"), rtol=1e-9)
    assert ours.deaths is not None
    assert_allclose(ours.deaths, events.by_sex("deaths"), rtol=1e-8, atol=TINY)


def test_china_life_table_columns(golden) -> None:
    """From mx alone: our rules for ax, and all that follows from them."""
    rates = golden.table("bayespop_1x1_semisynthetic/china_rates.csv.gz")
    table = life_table(rates.by_sex("mx"), Ages.of(rates.ages))
    for column, ours in {"ax": table.ax, "lx": table.lx, "Lx": table.Lx, "Sx": survivorship(table)}.items():
        assert_allclose(ours, rates.by_sex(column), rtol=1e-9, err_msg=column)
