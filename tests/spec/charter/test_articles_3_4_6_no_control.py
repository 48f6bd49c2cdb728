"""Articles 3, 4 and 6: nothing permits, allots or punishes births, no target can be set on them, no place is ranked.

Article 4 holds by structure: a measure has nowhere to put a number, so it can carry no target under any name.
"""

import dataclasses
import re
from collections.abc import Callable, Iterator

import pytest

from populace.catalog.measure import Measure
from populace.catalog.measures import MEASURES
from populace.catalog.planning_ratios import PLANNING_RATIOS, Basis
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


@pytest.mark.parametrize(
    "names", [names_of_values, names_of_the_catalogue, names_of_columns, names_of_the_command_line]
)
def test_nothing_is_named_for_control_of_births(names: Names) -> None:
    assert [f"{name} ({where})" for where, name in names() if CONTROL.search(name)] == []


@pytest.mark.parametrize(
    "name", ["birth_quota", "--target", "out_of_plan_births", "rank", "计划外出生", "排名"]
)
def test_the_check_knows_control_when_it_sees_it(name: str) -> None:
    assert CONTROL.search(name)


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
