"""Five-year vectors of the UN's R stack: real inputs for China, Kenya and Canada, ages to 130 and over."""

import pytest
from numpy.testing import assert_allclose

from populace.demography.ages import Ages
from populace.demography.cohort_component import MigrationTiming, project
from populace.demography.life_table import life_table
from populace.demography.survivorship import equal_groups, separation_factors, survivorship

FOLDER = "bayespop_5x5"
COUNTRIES = ("china", "kenya", "canada")
TIMING_CODES = {9: MigrationTiming.END, 0: MigrationTiming.EVEN}
TINY = 1e-12  # thousands of persons


@pytest.mark.parametrize("country", COUNTRIES)
def test_life_tables(golden, country: str) -> None:
    """From abridged mx alone: our rules for ax, infants merged into 0-4."""
    mx = golden.table(f"{FOLDER}/{country}_mx.csv")
    rates = golden.table(f"{FOLDER}/{country}_rates.csv")
    table = life_table(mx.by_sex("mx"), Ages.of(mx.ages))
    groups = equal_groups(table)
    assert_allclose(groups.Lx, rates.by_sex("Lx"), rtol=1e-9)
    assert_allclose(groups.lx, rates.by_sex("lx"), rtol=1e-9)
    assert_allclose(survivorship(table), rates.by_sex("Sx"), rtol=1e-9)


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("period", [5.0, 1.0])
def test_projection(golden, country: str, period: float) -> None:
    """The vectors' asfr is cumulated over five years: period 1 takes it as it is, period 5 a rate by year."""
    rates = golden.table(f"{FOLDER}/{country}_rates.csv")
    mx = golden.table(f"{FOLDER}/{country}_mx.csv")
    srb_table = f"{FOLDER}/{country}_srb_migtype.csv"
    (code,) = set(golden.per_time(srb_table, "mig_type"))
    ours = project(
        golden.table(f"{FOLDER}/{country}_base_2020.csv").by_sex("pop"),
        rates.by_sex("Sx"),
        rates.column("asfr") / period,
        rates.by_sex("mig"),
        golden.per_time(srb_table, "srb"),
        TIMING_CODES[code],
        separation=separation_factors(life_table(mx.by_sex("mx"), Ages.of(mx.ages))),
        period=period,
    )
    events = golden.table(f"{FOLDER}/{country}_out_events.csv")
    population = golden.table(f"{FOLDER}/{country}_out_pop.csv").by_sex("pop")
    births = events.by_sex("births", "_by_mother_age")
    assert_allclose(ours.population, population, rtol=1e-9, atol=TINY)
    assert_allclose(ours.births, births.sum(axis=-2), rtol=1e-9)
    assert_allclose(ours.births_by_sex, births.sum(axis=-1), rtol=1e-9)
    assert ours.deaths is not None
    assert_allclose(ours.deaths, events.by_sex("deaths"), rtol=1e-8, atol=TINY)
