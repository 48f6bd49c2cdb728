"""Articles 3, 4 and 6: nothing permits, allots or punishes births, no target can be set on them, no place is ranked.

Article 4 holds by structure: a measure has nowhere to put a number, and what judges a figure is refused by what the
figure counts (cases: ``test_lint_targets``). Here: no such thing can be loaded, and nothing else is named for it.
"""

import dataclasses
import re
from collections.abc import Callable, Iterator

import pytest

from populace.catalog.catalogue import Catalogue
from populace.catalog.charter.check import refuse
from populace.catalog.charter.findings import CharterError
from populace.catalog.charter.subjects_of import Subjects
from populace.catalog.charter.targets import of_construct
from populace.catalog.constructs import Construct, Scoring
from populace.catalog.expressions.parser import parse
from populace.catalog.indicators import Indicator
from populace.catalog.measure import Kind, Measure
from populace.catalog.measures import MEASURES
from populace.catalog.planning_ratios import PLANNING_RATIOS, Basis
from populace.catalog.shipped import SHIPPED
from populace.catalog.subjects import Bearing, Subject
from tests.spec.charter.walk import (
    names_of_columns,
    names_of_the_catalogue,
    names_of_the_command_line,
    names_of_values,
)

Names = Callable[[], Iterator[tuple[str, str]]]

CONTROL = re.compile(
    r"(^|[_\W])(quota|permit|permission|fine|fee|penalty|veto|bonus|promotion|target|allowance|unplanned|in_plan|"
    r"out_of_plan|rank|ranking|league)s?([_\W]|$)|指标数|准生|计划内|计划外|超生|罚款|抚养费|一票否决|排名",
    re.IGNORECASE,
)


VOCABULARY = {
    ("populace.catalog.constructs.Scoring", "TARGET"),
    ("populace.catalog.constructs.Scoring", "RANK"),
}
"""What must have a name to be refused: the ways in which a figure can be judged."""

OTHER_MEANINGS = {
    ("populace.places.coverage.Coverage", "target"),
    ("populace.places.events.Portion", "target"),
    ("populace.store.geography.Cover", "target"),
    ("populace.store.ladder.Ladder", "home_target"),
    ("populace.store.roll_up.RolledUp", "target"),
    ("populace.store.keys.KeySpace", "rank"),
    ("populace.store.keys.KeySpace", "by_rank"),
}
"""The place that a figure counts in, and the order of a tree from above to below."""


@pytest.mark.parametrize(
    "names", [names_of_values, names_of_the_catalogue, names_of_columns, names_of_the_command_line]
)
def test_nothing_is_named_for_control_of_births(names: Names) -> None:
    found = {(where, name) for where, name in names() if CONTROL.search(name)}
    assert found <= VOCABULARY | OTHER_MEANINGS


@pytest.mark.parametrize(
    "name", ["birth_quota", "--target", "out_of_plan_births", "rank", "计划外出生", "排名"]
)
def test_the_check_knows_control_when_it_sees_it(name: str) -> None:
    assert CONTROL.search(name)


JUDGED = [each for each in Scoring if each is not Scoring.RANK]
ARTICLE_4 = sorted(
    (each for each in Subject if each.bearing is not Bearing.SERVICE), key=lambda each: each.value
)


@pytest.mark.parametrize("scoring", list(Scoring))
@pytest.mark.parametrize("subject", ARTICLE_4)
def test_nothing_that_judges_people_can_be_loaded(subject: Subject, scoring: Scoring) -> None:
    """Whatever the subject of article 4, on the measure itself, on an indicator of it, and on its complement."""
    measure = Measure("thing", "Thing", Kind.FLOW, "n", subject=subject)
    rest = parse("1 - #{thing} / #{all}")
    for on in (measure, Indicator("I", "I", parse("#{thing}"), parse("#{all}")), Indicator("I", "I", rest)):
        catalogue = Catalogue(
            measures={
                "thing": measure,
                "all": Measure("all", "All", Kind.STOCK, "n", subject=Subject.POPULATION),
            },
            indicators={} if isinstance(on, Measure) else {"I": on},
            constructs={"K": Construct("K", "Expected level", scoring, on.code, "town", 1.0)},
        )
        with pytest.raises(CharterError) as raised:
            refuse(catalogue)
        assert "E1" in {each.code for each in raised.value.findings}


def test_every_subject_that_can_be_judged_is_something_that_a_service_owes() -> None:
    """The list is whole: a new subject is refused until somebody decides that a service owes it."""
    services = {each.value for each in Subject if each.bearing is Bearing.SERVICE}
    assert services == set(
        "coverage offer readiness stock information removal satisfaction answers reporting spending".split()
    )
    assert {each.value for each in Subject if each.bearing is Bearing.NATION} == {"prevalence", "demand"}


def test_what_comes_with_the_software_judges_services_only() -> None:
    assert SHIPPED.constructs
    assert refuse(SHIPPED) == ()
    subjects = Subjects(SHIPPED)
    assert {subjects.of(each.on).bearing for each in SHIPPED.constructs.values()} == {Bearing.SERVICE}


@pytest.mark.parametrize("scoring", JUDGED)
@pytest.mark.parametrize("indicator", sorted(SHIPPED.indicators))
def test_a_judgement_can_stand_where_a_service_owes_something_and_nowhere_else(
    indicator: str, scoring: Scoring
) -> None:
    """The direction of each indicator and what can be loaded on it agree, for the 33 that come ready."""
    found = tuple(of_construct(Construct("K", "K", scoring, indicator, "nation", 1.0), Subjects(SHIPPED)))
    assert (found == ()) is bool(SHIPPED.indicators[indicator].direction or indicator == "FP01")


def test_a_measure_has_nowhere_to_put_a_target() -> None:
    numeric = [
        each.name
        for each in dataclasses.fields(Measure)
        if "int" in str(each.type) or "float" in str(each.type)
    ]
    assert numeric == []
    assert MEASURES


def test_a_ratio_turns_people_into_services_and_never_the_other_way() -> None:
    """What a ratio gives is a kind of service; it can be based on births but can ask nothing of them."""
    wanted = {ratio.code for ratio in PLANNING_RATIOS.values()}
    assert wanted.isdisjoint(MEASURES)
    assert all(ratio.of in wanted for ratio in PLANNING_RATIOS.values() if ratio.basis is Basis.NEED)
