"""A measure is valid from birth: it rolls up as its kind allows and has a code that can be written anywhere."""

import pytest

from populace.catalog.measure import Kind, Measure, OverPlaces, OverTime
from populace.errors import ModelError


@pytest.mark.parametrize(
    ("kind", "over_time", "over_places"),
    [
        (Kind.FLOW, OverTime.SUM, OverPlaces.SUM),
        (Kind.STOCK, OverTime.LAST, OverPlaces.SUM),
        (Kind.RATE, OverTime.NONE, OverPlaces.NONE),
    ],
)
def test_its_kind_says_how_it_rolls_up(kind: Kind, over_time: OverTime, over_places: OverPlaces) -> None:
    measure = Measure("m", "M", kind, "units")
    assert (measure.over_time, measure.over_places) == (over_time, over_places)


@pytest.mark.parametrize("kind", [Kind.STOCK, Kind.RATE])
def test_only_a_flow_sums_over_time(kind: Kind) -> None:
    with pytest.raises(ModelError, match="never sums over time"):
        Measure("m", "M", kind, "units", over_time=OverTime.SUM)


def test_a_rate_never_sums_over_places() -> None:
    with pytest.raises(ModelError, match="never sums over places"):
        Measure("m", "M", Kind.RATE, "units", over_places=OverPlaces.SUM)


@pytest.mark.parametrize("code", ["", " a", "a=b", "a;b", "a.b", "{a}", "#a"])
def test_a_code_can_be_told_from_the_text_around_it(code: str) -> None:
    with pytest.raises(ModelError):
        Measure(code, "M", Kind.FLOW, "units")
