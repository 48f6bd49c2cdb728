"""An indicator that was revised is, on each day, what it was then."""

from datetime import date

import pytest

from populace.catalog.expressions.parser import parse
from populace.catalog.indicators import Indicator, Revision
from populace.errors import ModelError

REVISED = Indicator(
    "X",
    "Example",
    parse("#{a}"),
    parse("#{n}"),
    in_force="2011",
    revisions=(
        Revision(date(2015, 7, 1), parse("#{b}"), parse("#{m}")),
        Revision(date(2022, 1, 1), parse("#{c}")),
    ),
)


@pytest.mark.parametrize(
    ("day", "numerator", "denominator", "in_force"),
    [
        (date(2001, 1, 1), "#{a}", "#{n}", "2011"),
        (date(2015, 6, 30), "#{a}", "#{n}", "2011"),
        (date(2015, 7, 1), "#{b}", "#{m}", "2015-07-01"),
        (date(2021, 12, 31), "#{b}", "#{m}", "2015-07-01"),
        (date(2022, 1, 1), "#{c}", "#{m}", "2022-01-01"),
    ],
)
def test_the_definition_of_a_day_is_the_one_then_in_force(
    day: date, numerator: str, denominator: str, in_force: str
) -> None:
    held = REVISED.on(day)
    assert (held.numerator, held.denominator) == (parse(numerator), parse(denominator))
    assert held.in_force == in_force
    assert held.revisions == ()


def test_the_days_of_change_are_told() -> None:
    assert REVISED.changes == (date(2015, 7, 1), date(2022, 1, 1))


def test_one_without_revisions_is_itself_on_every_day() -> None:
    plain = Indicator("X", "Example", parse("#{a}"))
    assert plain.on(date(2020, 1, 1)) is plain


@pytest.mark.parametrize(
    "wrong",
    [
        {"direction": "sideways"},
        {"pooled_years": 0},
        {"revisions": (REVISED.revisions[1], REVISED.revisions[0])},
        {"revisions": (REVISED.revisions[0], REVISED.revisions[0])},
    ],
)
def test_one_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ModelError):
        Indicator("X", "Example", parse("#{a}"), **wrong)  # type: ignore[arg-type]
