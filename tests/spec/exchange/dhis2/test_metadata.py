"""What is made of metadata, what is left out of them, and what leads nowhere."""

from datetime import date
from typing import Any

import pytest

from populace.catalog.breakdowns import Breakdown
from populace.catalog.expressions.nodes import Binary, Figure, Missing
from populace.catalog.measure import Kind, OverPlaces, OverTime
from populace.catalog.periods import Length
from populace.catalog.rules import Importance, Operator
from populace.exchange.dhis2.metadata import Metadata
from populace.exchange.dhis2.metadata_reading import NoMetadata, metadata_of
from populace.exchange.dhis2.understanding import Understood
from tests.spec.exchange.dhis2.offices import (
    AGE,
    ASH,
    BIRCH,
    BY_DONOR,
    DISTRICT,
    FUNDED,
    FUNDER,
    HEADS,
    MONTHLY,
    NATION,
    OLD,
    OLD_MEN,
    OPEN_DAYS,
    SEX,
    STOCK,
    TRAINED,
    VISITS,
    YOUNG,
    office,
    ref,
    refs,
    understand,
)


def test_data_elements_become_measures(clinics: Understood) -> None:
    visits, stock, heads = (clinics.catalogue.measures[uid] for uid in (VISITS, STOCK, HEADS))
    assert (visits.kind, visits.required, visits.whole) == (Kind.FLOW, frozenset({AGE, SEX}), True)
    assert (stock.kind, stock.over_time, stock.over_places) == (Kind.STOCK, OverTime.LAST, OverPlaces.SUM)
    assert (heads.kind, heads.over_time, heads.over_places) == (Kind.STOCK, OverTime.AVERAGE, OverPlaces.SUM)
    assert clinics.catalogue.measures[OPEN_DAYS].required == frozenset({FUNDER})
    assert "visits" in visits.names


@pytest.mark.parametrize(
    ("aggregation", "kind", "over_time", "over_places"),
    [
        ("SUM", Kind.FLOW, OverTime.SUM, OverPlaces.SUM),
        ("AVERAGE", Kind.RATE, OverTime.AVERAGE, OverPlaces.AVERAGE),
        ("LAST_IN_PERIOD", Kind.STOCK, OverTime.LAST, OverPlaces.SUM),
        ("FIRST", Kind.STOCK, OverTime.FIRST, OverPlaces.SUM),
        ("MAX_SUM_ORG_UNIT", Kind.STOCK, OverTime.GREATEST, OverPlaces.SUM),
        ("MIN", Kind.RATE, OverTime.LEAST, OverPlaces.LEAST),
        ("NONE", Kind.RATE, OverTime.NONE, OverPlaces.NONE),
        ("STDDEV", Kind.RATE, OverTime.NONE, OverPlaces.NONE),
    ],
)
def test_roll_up_follows_the_aggregation_type(
    aggregation: str, kind: Kind, over_time: OverTime, over_places: OverPlaces
) -> None:
    given = office()
    given["dataElements"][1]["aggregationType"] = aggregation
    measure = understand(given).catalogue.measures[STOCK]
    assert (measure.kind, measure.over_time, measure.over_places) == (kind, over_time, over_places)


def test_places_open_and_close_with_their_dates(clinics: Understood) -> None:
    assert clinics.history.lives(BIRCH) == ((date(2024, 6, 1), date(2025, 7, 1)),)
    assert clinics.history.on(date(2025, 1, 1)).children(DISTRICT) == (ASH, BIRCH)
    assert clinics.history.on(date(2025, 1, 1))[ASH].name("und") == "Ash clinic"


def test_an_upper_unit_lives_as_long_as_those_below_it() -> None:
    given = office()
    given["organisationUnits"][1] |= {"openingDate": "2024-01-01", "closedDate": "2024-12-31"}
    meant = understand(given)
    assert meant.history.lives(DISTRICT) == ((date(2010, 1, 1), None),)
    assert any("open" in note for note in meant.report.notes)


def test_levels_name_kinds_and_translations_names() -> None:
    given = office()
    given["organisationUnitLevels"] = [{"id": "lvFacility1", "level": 3, "name": "Facility"}]
    given["organisationUnits"][2]["translations"] = [
        {"locale": "fr", "property": "NAME", "value": "Clinique du frêne"},
        {"locale": "fr", "property": "SHORT_NAME", "value": "Frêne"},
    ]
    ash = understand(given).history.on(date(2025, 1, 1))[ASH]
    assert (ash.kind, ash.name("fr")) == ("Facility", "Clinique du frêne")


def test_data_sets_become_forms() -> None:
    given = office()
    given["sections"] = [
        {"id": "seVisits001", "name": "Visits", "dataSet": ref(MONTHLY), "sortOrder": 1, "dataElements": refs(VISITS),
         "greyedFields": [{"dataElement": ref(VISITS), "categoryOptionCombo": ref(OLD_MEN)}]},
    ]  # fmt: skip
    catalogue = understand(given).catalogue
    form = catalogue.forms[MONTHLY]
    assert (form.length, form.due_days, form.places) == (Length.MONTH, 15, frozenset({ASH, BIRCH}))
    assert [section.label for section in form.sections] == ["Visits", "Monthly"]
    assert len(form.cells) == 3 + 2
    assert (VISITS, Breakdown.parse(f"{AGE}={OLD};{SEX}=coMen000001")) not in form.cells
    assert form.measures == (VISITS, STOCK, TRAINED)
    funded = catalogue.forms[FUNDED]
    assert [(measure, cell.text) for measure, cell in funded.cells] == [
        (OPEN_DAYS, f"{FUNDER}=coState0001"),
        (OPEN_DAYS, f"{FUNDER}=coDonor0001"),
    ]


def with_indicator(numerator: str, denominator: str = "1", **more: Any) -> Understood:
    given = office()
    given["indicatorTypes"] = [{"id": "itPercent01", "name": "%", "factor": 100}]
    given["dataElementGroups"] = [{"id": "dgAll000001", "name": "All", "dataElements": refs(STOCK, TRAINED)}]
    given["indicators"] = [
        {"id": "inOne000001", "name": "One", "numerator": numerator, "denominator": denominator,
         "indicatorType": ref("itPercent01"), **more},
    ]  # fmt: skip
    return understand(given)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        (f"#{{{VISITS}}}", Figure(VISITS)),
        (f"#{{{VISITS}.*}}", Figure(VISITS)),
        (f"#{{{VISITS}.{OLD_MEN}}}", Figure(VISITS, Breakdown.parse(f"{AGE}={OLD};{SEX}=coMen000001"))),
        (f"#{{{VISITS}.co:{OLD}}}", Figure(VISITS, Breakdown.parse(f"{AGE}={OLD}"))),
        (
            f"#{{{VISITS}.co:{OLD}&{YOUNG}}}",
            Binary(
                "+",
                Figure(VISITS, Breakdown.parse(f"{AGE}={OLD}")),
                Figure(VISITS, Breakdown.parse(f"{AGE}={YOUNG}")),
            ),
        ),
        (f"#{{{OPEN_DAYS}.*.{BY_DONOR}}}", Figure(OPEN_DAYS, Breakdown.parse(f"{FUNDER}=coDonor0001"))),
        (f"#{{{STOCK}.HllvX50cXC0}}", Figure(STOCK)),
        ("#{deGroup:dgAll000001}", Binary("+", Figure(STOCK), Figure(TRAINED))),
    ],
)
def test_items_are_bound_to_cells(text: str, node: object) -> None:
    meant = with_indicator(text)
    assert not meant.report.faults
    indicator = meant.catalogue.indicators["inOne000001"]
    assert (indicator.numerator, indicator.denominator, indicator.factor) == (node, None, 100)
    assert indicator.missing is Missing.SKIP_IF_ALL


@pytest.mark.parametrize(
    "text",
    [
        "#{deNobody001}",
        f"#{{{VISITS}.HllvX50cXC0}}",
        f"#{{{STOCK}.{OLD_MEN}}}",
        f"#{{{VISITS}.{OLD_MEN}.{BY_DONOR}}}",
        f"#{{{VISITS}.coGroup:{OLD}}}",
        "C{coNobody001}",
        "OUG{ougNobody01}",
        "R{dsNobody001.REPORTING_RATE}",
        "N{inNobody001}",
        "D{pgNobody001.deNobody001}",
        "#{half",
        "",
    ],
)
def test_what_cannot_be_bound_is_told_and_the_rest_stays(text: str) -> None:
    meant = with_indicator(text)
    assert not meant.catalogue.indicators
    assert [(fault.kind, fault.uid) for fault in meant.report.faults] == [("indicators", "inOne000001")]
    assert meant.catalogue.measures.keys() >= {VISITS, STOCK}
    assert [each.numerator for each in meant.metadata.indicators] == [text]


def test_validation_rules_become_rules() -> None:
    given = office()
    side = {"missingValueStrategy": "SKIP_IF_ANY_VALUE_MISSING"}
    given["validationRules"] = [
        {"id": "vrOne000001", "name": "One", "operator": "less_than_or_equal_to", "importance": "HIGH",
         "periodType": "Quarterly", "instruction": "Look again",
         "leftSide": {"expression": f"#{{{STOCK}}}", "description": "stock", **side},
         "rightSide": {"expression": "10", **side}},
        {"id": "vrTwo000001", "name": "Two", "operator": "about_equal", "leftSide": {"expression": "1"},
         "rightSide": {"expression": "1"}},
    ]  # fmt: skip
    meant = understand(given)
    rule = meant.catalogue.rules["vrOne000001"]
    assert (rule.operator, rule.length, rule.importance) == (
        Operator.LESS_OR_EQUAL,
        Length.QUARTER,
        Importance.HIGH,
    )
    assert (rule.left.expression, rule.left.missing) == (Figure(STOCK), Missing.SKIP_IF_ANY)
    assert [fault.uid for fault in meant.report.faults] == ["vrTwo000001"]


def test_colours_and_bounds_are_declared_as_judgements() -> None:
    given = office()
    given["legendSets"] = [
        {"id": "lsRedGreen1", "name": "Traffic light",
         "legends": [{"id": "leRed000001", "startValue": 0, "endValue": 5, "color": "#ff0000"}]},
    ]  # fmt: skip
    given["dataElements"][1]["legendSets"] = refs("lsRedGreen1")
    given["minMaxDataElements"] = [
        {"source": ref(ASH), "dataElement": ref(VISITS), "optionCombo": ref(OLD_MEN), "min": 1, "max": 9}
    ]
    constructs = understand(given).catalogue.constructs.values()
    assert {(each.on, each.scoring.value) for each in constructs} == {
        (STOCK, "colour"),
        (VISITS, "threshold"),
    }


def test_staff_and_persons_are_refused_and_counted() -> None:
    given = office()
    given["users"] = [{"id": "usMary00001", "username": "mary"}, {"id": "usJohn00001"}]
    given["userGroups"] = [{"id": "ugAll000001"}]
    given["programs"] = [{"id": "pgAnc000001"}]
    given["trackedEntityTypes"] = [{"id": "tePatient01"}]
    given["dashboards"] = [{"id": "daOne000001"}]
    given["somethingNew"] = [{"id": "soNew000001"}]
    given["dataElements"].append(
        {"id": "deTracker01", "name": "Tracker", "domainType": "TRACKER", "valueType": "NUMBER"}
    )
    given["dataElements"].append({"id": "deRemark001", "name": "Remark", "valueType": "LONG_TEXT"})
    given["organisationUnits"][2] |= {"contactPerson": "Mary", "email": "mary@example.org"}
    given["dataSets"][0]["sharing"] = {"owner": "usMary00001"}
    meant = understand(given)
    assert {each.kind: each.count for each in meant.report.refused} == {
        "users": 2,
        "userGroups": 1,
        "programs": 1,
        "trackedEntityTypes": 1,
        "dataElements (TRACKER)": 1,
        "organisationUnits.contact": 1,
        "dataSets.sharing": 1,
    }
    assert {each.kind for each in meant.report.left_out} == {"dashboards", "somethingNew"}
    assert [fault.uid for fault in meant.report.faults] == ["deRemark001"]
    kept = meant.metadata.to_json().decode()
    assert not [
        word for word in ("mary", "Mary", "usJohn", "pgAnc", "sharing", "Tracker", "Remark") if word in kept
    ]


@pytest.mark.parametrize(
    ("part", "position", "change", "said"),
    [
        (
            "dataElements",
            0,
            {"categoryCombo": ref("ccNobody001")},
            "categoryCombo ccNobody001 is not in the files",
        ),
        (
            "categoryCombos",
            0,
            {"categories": refs("caNobody001")},
            "category caNobody001 is not in the files",
        ),
        ("categoryOptionCombos", 0, {"categoryOptions": refs(OLD, YOUNG)}, "not one of each category"),
        ("organisationUnits", 2, {"parent": ref("ouNobody001")}, "stands at the top"),
        ("organisationUnits", 0, {"parent": ref(ASH)}, "below itself"),
        ("organisationUnits", 3, {"closedDate": "2001-01-01"}, "closes before it opens"),
        ("organisationUnits", 3, {"openingDate": "soon"}, "is no date"),
        ("dataSets", 0, {"periodType": "EveryBlueMoon"}, "no period type"),
        ("dataSets", 0, {"organisationUnits": refs(ASH, "ouNobody001")}, "1 of its organisationUnits is not"),
        ("dataElements", 1, {"id": "x y"}, "is no uid"),
    ],
)
def test_what_leads_nowhere_is_told_precisely(
    part: str, position: int, change: dict[str, Any], said: str
) -> None:
    given = office()
    given[part][position] |= change
    faults = [str(fault) for fault in understand(given).report.faults]
    assert any(said in fault and part in fault for fault in faults), faults


def test_metadata_are_the_same_after_json(clinics: Understood) -> None:
    assert Metadata.from_json(clinics.metadata.to_json()) == clinics.metadata
    assert metadata_of([("again", clinics.metadata.to_json())])[0] == clinics.metadata


def test_an_object_that_stands_twice_is_taken_as_the_last_file_has_it() -> None:
    second = {"dataElements": [office()["dataElements"][1] | {"name": "Stock, renamed"}]}
    meant = understand(office(), second)
    assert meant.catalogue.measures[STOCK].label == "Stock, renamed"
    assert any("stands twice" in note for note in meant.report.notes)


def test_files_without_metadata_are_refused() -> None:
    with pytest.raises(NoMetadata):
        metadata_of([("empty.json", b"{}")])


def test_the_nation_is_the_top(clinics: Understood) -> None:
    assert clinics.history.on(date(2025, 1, 1)).roots == (NATION,)
