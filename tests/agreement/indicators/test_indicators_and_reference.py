"""Indicators over random places with a past and random figures: as the plain reference says, cell for cell."""

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from populace.catalog.catalogue import Catalogue, by_code
from populace.catalog.dimensions import Dimension, Role
from populace.catalog.expressions.nodes import Missing
from populace.catalog.expressions.parser import parse
from populace.catalog.indicators import Indicator
from populace.catalog.measure import Kind, Measure
from populace.catalog.periods import Period
from populace.catalog.subjects import Subject
from populace.indicators.accounts import PopulationChoice
from populace.indicators.compute import compute
from populace.store.selection import Scope
from tests.agreement.indicators.reference import World, value
from tests.agreement.store.builders import place_histories, stored

SOURCE = Dimension("source", "source", role=Role.ACCOUNTS, open=True)
BOUND = Dimension("bound", "bound", role=Role.ACCOUNTS, open=True)

MEASURES = by_code(
    (
        Measure("deaths", "deaths", Kind.FLOW, "n"),
        Measure("seen", "seen", Kind.FLOW, "n"),
        Measure("births", "births", Kind.FLOW, "n"),
        Measure("still", "still", Kind.FLOW, "n"),
        Measure("users", "users", Kind.STOCK, "n"),
        Measure(
            "population",
            "population",
            Kind.STOCK,
            "n",
            optional=frozenset({"source", "bound"}),
            subject=Subject.POPULATION,
        ),
    )
)

INDICATORS = by_code(
    (
        Indicator("coverage", "", parse("#{seen}"), parse("#{births}"), 100, subject=Subject.COVERAGE),
        Indicator(
            "mortality",
            "",
            parse("#{deaths}"),
            parse("#{births} + #{still}"),
            1000,
            missing=Missing.SKIP_IF_ANY,
            pooled_years=2,
            subject=Subject.DEATHS,
        ),
        Indicator(
            "crude",
            "",
            parse("#{deaths}"),
            parse("#{population}"),
            1000,
            annualised=True,
            subject=Subject.DEATHS,
        ),
        Indicator("use", "", parse("#{users}"), parse("#{population}"), 100, subject=Subject.PREVALENCE),
    )
)
KINDS = {"coverage": "share", "mortality": "events", "crude": "events", "use": "share"}
CATALOGUE = Catalogue(MEASURES, {"source": SOURCE, "bound": BOUND}, indicators=INDICATORS)

MONTHS = ("2024-12", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03")
YEARS = ("2023", "2024", "2025", "2026")
SCOPES = (("2025-12", "2026-02"), ("2025", "2026"))
BOUNDARIES = (None, date(2025, 1, 1), date(2026, 6, 1))


def figures(places):
    counts = st.tuples(
        st.sampled_from(places),
        st.sampled_from(MONTHS),
        st.sampled_from(("deaths", "seen", "births", "still", "users")),
        st.just(""),
    )
    number = st.integers(0, 40).map(float)
    status = st.sampled_from(("reported", "reported", "reported", "estimated"))
    return st.dictionaries(counts, st.tuples(number, status), min_size=5, max_size=40)


def populations(places, bounds):
    cells = ("source=census;bound=median", "source=census;bound=low95", "source=census;bound=high95")
    one = st.tuples(st.sampled_from(places), st.sampled_from(YEARS), st.integers(40, 200))

    def rows(drawn):
        found = {}
        for place, year, number in drawn:
            for cell, factor in zip(cells if bounds else ("source=census",), (1.0, 0.75, 1.5), strict=False):
                text = ";".join(sorted(cell.split(";")))
                found[place, year, "population", text] = (
                    number * factor,
                    "projected" if bounds else "reported",
                )
            found[place, year, "population", "source=register"] = (number * 3.0, "reported")
        return found

    return st.lists(one, max_size=15).map(rows)


@settings(max_examples=12, deadline=None)
@given(place_histories(), st.data(), st.sampled_from(SCOPES), st.sampled_from(BOUNDARIES), st.booleans())
def test_indicators_agree(history, data, periods, boundaries, bounds):
    places = history.codes
    committed = data.draw(figures(places)) | data.draw(populations(places, bounds))
    first, last = (Period.parse(each) for each in periods)
    scope = Scope(tuple(places), first.length, first, last, history, boundaries)
    with tempfile.TemporaryDirectory() as folder:
        store, reference = stored(Path(folder) / "store", [committed])
        with store.snapshot() as snapshot:
            table = compute(
                snapshot,
                CATALOGUE,
                tuple(INDICATORS),
                scope,
                population=PopulationChoice("census"),
            )
    world = World(reference.rows(), history, boundaries, CATALOGUE, "census")
    for row in table.to_table().to_pylist():
        code, place, period = row["indicator"], row["place"], Period.parse(row["period"])
        wanted = value(world, INDICATORS[code], KINDS[code], place, period, bounds)
        names = ("numerator", "denominator", "value", "low", "high")
        got = [_number(row[name]) for name in names]
        expected = [_number(getattr(wanted, name)) for name in names]
        assert got == pytest.approx(expected, rel=1e-9, abs=1e-12, nan_ok=True), (code, place, row["period"])
        assert (row["status"] == "estimated") == wanted.estimated, (code, place, row["period"])


def _number(value):
    return float("nan") if value is None else value
