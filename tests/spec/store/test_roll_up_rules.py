"""How figures add up: small tables in, small tables out."""

from datetime import UTC, date, datetime

import pytest

from populace.catalog.breakdowns import Breakdown
from populace.catalog.catalogue import Catalogue, by_code
from populace.catalog.dimensions import Category, Dimension, Role
from populace.catalog.expressions.parser import parse
from populace.catalog.forms import Form, Row, Section, Table
from populace.catalog.indicators import Indicator
from populace.catalog.measure import Kind, Measure, OverTime
from populace.catalog.periods import Length, Period
from populace.places.history import PlaceHistory
from populace.store.batch import batch
from populace.store.errors import DuplicateKeys, StoreError, UnanswerableQuestion
from populace.store.selection import RollUp, Scope, Selection
from populace.store.store import Store

HISTORY = (
    PlaceHistory()
    .opened("district", kind="district")
    .opened("town", parent="district", kind="town")
    .opened("village", parent="town", kind="village")
    .opened("hamlet", parent="town", kind="village")
)
REPORT = Form(
    "births_report",
    "Births",
    Length.MONTH,
    10,
    (Section("", (Table((Row("births"),)),)),),
    kinds=frozenset({"village"}),
)
CATALOGUE = Catalogue(
    measures=by_code(
        (
            Measure("births", "Births", Kind.FLOW, "births", optional=frozenset({"age", "sex"})),
            Measure("population", "Population", Kind.STOCK, "persons", optional=frozenset({"age", "source"})),
            Measure("beds", "Beds", Kind.STOCK, "beds", over_time=OverTime.AVERAGE),
            Measure("life_expectancy", "Life expectancy", Kind.RATE, "years"),
        )
    ),
    dimensions=by_code(
        (
            Dimension("source", "Source", (Category("census", ""), Category("register", "")), Role.ACCOUNTS),
            Dimension("sex", "Sex", (Category("f", ""), Category("m", ""))),
        )
    ),
    forms={"births_report": REPORT},
    indicators=by_code((Indicator("cbr", "Crude birth rate", parse("#{births}"), parse("#{beds}"), 1000.0),)),
    constants={"two": 2.0},
    groups={"remote": frozenset({"hamlet"})},
)
AT = datetime(2026, 2, 5, tzinfo=UTC)


@pytest.fixture
def store(tmp_path) -> Store:
    return Store.create(tmp_path / "store")


def told(store: Store, table: str, at: datetime = AT) -> None:
    """Commit a table of place, period, measure, breakdown and value."""
    lines = [line.split() for line in table.strip().splitlines()]
    places, periods, measures, cells, values = zip(*lines, strict=True)
    numbers = [None if value == "-" else float(value) for value in values]
    store.commit(
        batch(places, periods, measures, [cell.replace("whole", "") for cell in cells], numbers),
        at=at,
        source="test",
    )


def scope(first: str, last: str, boundaries: date | None = None, places=HISTORY.codes) -> Scope:
    period = Period.parse(first)
    return Scope(tuple(places), period.length, period, Period.parse(last), HISTORY, boundaries)


def asked(store: Store, expression: str, where: Scope) -> dict[tuple[str, str], float]:
    with store.snapshot() as snapshot:
        found = snapshot.figures({"value": parse(expression)}, where, CATALOGUE).to_pylist()
    return {(row["place"], row["period"]): row["value"] for row in found if row["value"] is not None}


def test_births_of_a_quarter_are_those_of_its_months_and_places(store):
    told(
        store,
        """
        village 2026-01 births whole 3
        village 2026-03 births whole 4
        hamlet  2026-02 births whole 2
        town    2026-02 births whole 1
        """,
    )
    assert asked(store, "#{births}", scope("2026-Q1", "2026-Q2")) == {
        ("district", "2026-Q1"): 10,
        ("town", "2026-Q1"): 10,
        ("village", "2026-Q1"): 7,
        ("hamlet", "2026-Q1"): 2,
    }


def test_a_year_is_never_split_into_months(store):
    told(store, "village 2026 births whole 120")
    assert asked(store, "#{births}", scope("2026-01", "2026-12")) == {}
    assert asked(store, "#{births}", scope("2026", "2026"))["village", "2026"] == 120


def test_a_place_that_reports_the_year_and_its_months_is_counted_once(store):
    told(
        store,
        """
        village 2026    births whole 120
        village 2026-01 births whole 11
        hamlet  2026-01 births whole 5
        hamlet  2026-Q2 births whole 20
        hamlet  2026-05 births whole 7
        """,
    )
    found = asked(store, "#{births}", scope("2026", "2026"))
    assert found["village", "2026"] == 120
    assert found["hamlet", "2026"] == 25
    assert found["district", "2026"] == 145


def test_population_of_a_year_is_the_last_of_each_place_then_summed(store):
    told(
        store,
        """
        village 2026-03 population source=census;age=0-14 30
        village 2026-09 population source=census;age=0-14 34
        village 2026-09 population source=census;age=15+ 60
        hamlet  2026-06 population source=census;age=15+ 10
        """.replace("source=census;age=0-14", "age=0-14;source=census").replace(
            "source=census;age=15+", "age=15+;source=census"
        ),
    )
    assert asked(store, "#{population}", scope("2026", "2026"))["district", "2026"] == 104
    assert asked(store, "#{population.age=0-14}", scope("2026", "2026"))["district", "2026"] == 34


def test_beds_of_a_quarter_are_the_mean_of_its_months_and_rates_belong_to_their_own_place_and_period(store):
    told(
        store,
        """
        village 2026-01 beds whole 2
        village 2026-02 beds whole 5
        village 2026-03 beds whole 5
        hamlet  2026-01 beds whole 1
        village 2026-01 life_expectancy whole 70
        """,
    )
    assert asked(store, "#{beds}", scope("2026-Q1", "2026-Q1"))["district", "2026-Q1"] == 5
    assert asked(store, "#{life_expectancy}", scope("2026-01", "2026-01")) == {("village", "2026-01"): 70}
    assert asked(store, "#{life_expectancy}", scope("2026-Q1", "2026-Q1")) == {}


def test_accounts_of_the_same_people_are_never_added_up(store):
    told(
        store,
        """
        village 2026 population source=census 100
        village 2026 population source=register 90
        """,
    )
    with pytest.raises(UnanswerableQuestion, match=r"census and register.*Choose one"):
        asked(store, "#{population}", scope("2026", "2026"))
    assert asked(store, "#{population.source=register}", scope("2026", "2026"))["village", "2026"] == 90
    with store.snapshot() as snapshot:
        split = snapshot.roll_up(RollUp(("population",), scope("2026", "2026"), ("source",)), CATALOGUE)
    assert [row["value"] for row in split.to_pylist() if row["place"] == "village"] == [100, 90]


def test_an_age_range_takes_the_groups_within_and_refuses_one_that_it_would_cut(store):
    told(
        store,
        """
        village 2026-01 births age=15-19 1
        village 2026-01 births age=20-24;sex=f 2
        village 2026-01 births age=50+ 4
        hamlet  2026-02 births age=45-54 8
        """,
    )
    january, february = scope("2026-01", "2026-01"), scope("2026-02", "2026-02")
    assert asked(store, "#{births.age=15-49}", january)["village", "2026-01"] == 3
    assert asked(store, "#{births.age=15-24;sex=f}", january)["village", "2026-01"] == 2
    with pytest.raises(UnanswerableQuestion, match=r"births of hamlet in 2026-02 is given for age=45-54"):
        asked(store, "#{births.age=15-49}", february)
    with store.snapshot() as snapshot:
        rows = snapshot.rows(Selection(breakdown=Breakdown.of({"age": "15-49"})))
    assert sorted(rows["value"].to_pylist()) == [1, 2]


def test_what_is_missing_is_not_zero(store):
    told(store, "village 2026-01 births whole 3\nhamlet 2026-02 births whole 0")
    months = scope("2026-01", "2026-02")
    assert ("hamlet", "2026-01") not in asked(store, "#{births}", months)
    assert asked(store, "#{births}", months)["hamlet", "2026-02"] == 0
    assert asked(store, "#{births} + #{beds}", months) == {}


def test_an_unknown_measure_constant_or_form_is_named(store):
    told(store, "village 2026-01 births whole 3")
    for expression, name in (
        ("#{brths}", "brths"),
        ("C{three}", "three"),
        ("R{census.REPORTING_RATE}", "census"),
    ):
        with pytest.raises(UnanswerableQuestion, match=name):
            asked(store, expression, scope("2026-01", "2026-01"))


def test_periods_move_and_add_up_from_january(store):
    told(store, "\n".join(f"village 2026-{month:02d} births whole {month}" for month in range(1, 7)))
    where = scope("2026-03", "2026-04", places=("village",))
    assert asked(store, "#{births}.periodOffset(-2)", where) == {
        ("village", "2026-03"): 1,
        ("village", "2026-04"): 2,
    }
    assert asked(store, "#{births}.yearToDate()", where) == {
        ("village", "2026-03"): 6,
        ("village", "2026-04"): 10,
    }
    assert asked(store, "[days] + C{two}", where) == {("village", "2026-03"): 33, ("village", "2026-04"): 32}
    assert asked(store, "[periodInYear] / [yearlyPeriodCount]", where)["village", "2026-03"] == 0.25


def test_a_sub_expression_runs_before_places_are_added_up(store):
    told(
        store, "village 2026-01 births whole 3\nhamlet 2026-01 births whole 8\nhamlet 2026-02 births whole 9"
    )
    found = asked(store, "subExpression(if(#{births} > 5, 1, 0))", scope("2026-Q1", "2026-Q1"))
    assert found["district", "2026-Q1"] == 2
    assert found["village", "2026-Q1"] == 0
    with pytest.raises(UnanswerableQuestion, match="takes figures of the same period"):
        asked(store, "subExpression(R{births_report.ACTUAL_REPORTS})", scope("2026-Q1", "2026-Q1"))


def test_indicators_groups_and_places_stand_in_expressions(store):
    told(store, "village 2026-01 births whole 3\nvillage 2026-01 beds whole 6")
    month = scope("2026-01", "2026-01")
    assert asked(store, "N{cbr}", month)["district", "2026-01"] == 500
    assert asked(store, "OUG{remote}", month)["district", "2026-01"] == 1
    assert asked(store, "if(orgUnit.group(remote), 1, 0)", month)["village", "2026-01"] == 0
    assert asked(store, "if(orgUnit.ancestor(town), 1, 0)", month)["hamlet", "2026-01"] == 1


def test_reports_expected_come_and_in_time(store):
    told(store, "village 2026-01 births whole 3", datetime(2026, 2, 9, tzinfo=UTC))
    told(
        store, "hamlet 2026-01 births whole 2\ntown 2026-01 births whole 9", datetime(2026, 3, 9, tzinfo=UTC)
    )
    told(store, "village 2026-01 births whole 4", datetime(2026, 4, 9, tzinfo=UTC))
    where = scope("2026-01", "2026-02", places=("district", "village"))
    rates = {rate: asked(store, f"R{{births_report.{rate}}}", where) for rate in (
        "EXPECTED_REPORTS", "ACTUAL_REPORTS", "ACTUAL_REPORTS_ON_TIME", "REPORTING_RATE", "REPORTING_RATE_ON_TIME"
    )}  # fmt: skip
    january = {rate: found["district", "2026-01"] for rate, found in rates.items()}
    assert january == {
        "EXPECTED_REPORTS": 2,
        "ACTUAL_REPORTS": 2,
        "ACTUAL_REPORTS_ON_TIME": 1,
        "REPORTING_RATE": 100,
        "REPORTING_RATE_ON_TIME": 50,
    }
    assert rates["REPORTING_RATE"]["village", "2026-02"] == 0
    with store.snapshot() as snapshot:
        came = {row["place"]: row for row in snapshot.reports(("births",)).to_pylist()}
    assert came["village"]["first_at"] == datetime(2026, 2, 9, tzinfo=UTC)
    assert came["village"]["last_at"] == datetime(2026, 4, 9, tzinfo=UTC)


def test_a_split_within_the_year_neither_loses_nor_doubles_a_stock(tmp_path):
    store = Store.create(tmp_path / "split")
    told(
        store,
        """
        village 2026-03 population source=census 100
        east    2026-12 population source=census 45
        hamlet  2026-12 population source=census 10
        """,
    )
    history = HISTORY.split("village", date(2026, 7, 1), {"east": 0.4, "west": 0.6})
    places = ("district", "village", "east", "west")
    year = Period.parse("2026")
    for boundaries, wanted in (
        (None, {"district": 115, "east": 45, "west": 60}),
        (date(2026, 12, 31), {"district": 115, "east": 45, "west": 60}),
        (date(2026, 1, 1), {"district": 115, "village": 105}),
    ):
        with store.snapshot() as snapshot:
            where = Scope(places, Length.YEAR, year, year, history, boundaries)
            rows = snapshot.roll_up(RollUp(("population",), where, ("source",)), CATALOGUE).to_pylist()
        assert {row["place"]: row["value"] for row in rows} == pytest.approx(wanted)


def test_what_was_known_then(store):
    told(store, "village 2026-01 births whole 3", datetime(2026, 2, 1, tzinfo=UTC))
    told(store, "village 2026-01 births whole 5", datetime(2026, 3, 1, tzinfo=UTC))
    told(store, "village 2026-01 births whole -", datetime(2026, 4, 1, tzinfo=UTC))
    told(store, "village 2026-01 births whole 6", datetime(2026, 5, 1, tzinfo=UTC))
    known = []
    for month in range(1, 7):
        with store.snapshot(at=datetime(2026, month, 15, tzinfo=UTC)) as snapshot:
            known.append(snapshot.rows()["value"].to_pylist())
    assert known == [[], [3], [5], [], [6], [6]]
    with pytest.raises(StoreError, match="no vintage 9"):
        store.snapshot(9)


def test_a_figure_that_stands_twice_is_refused_and_nothing_is_taken(store):
    with pytest.raises(DuplicateKeys, match=r"births \[sex=f\] of place village in 2026-01 stands twice"):
        told(store, "village 2026-01 births sex=f 3\nvillage 2026-01 births sex=f 3")
    assert store.vintage == 0


def test_a_folder_that_is_no_store_or_not_empty_is_refused(tmp_path):
    with pytest.raises(StoreError, match="no store"):
        Store.open(tmp_path)
    (tmp_path / "something").write_text("")
    with pytest.raises(StoreError, match="not empty"):
        Store.create(tmp_path)
