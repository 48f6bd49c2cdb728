"""A projection as rows to commit."""

import numpy as np
import pytest

from populace.errors import ModelError
from populace.indicators.projections import projection_batch

TWO = {"place": ["a", "b"], "year": np.array([2030, 2031])}


def _rows(batch):
    names = ("place", "period", "measure", "breakdown", "value", "status")
    return [tuple(each[name] for name in names) for each in batch.to_pylist()]


def test_each_row_stands_once_for_the_median_and_once_for_each_bound() -> None:
    made = projection_batch(
        "plan",
        **TWO,
        sex=["female", "male"],
        age=["0-4", "85+"],
        median=np.array([10, 20]),
        low95=np.array([8, 15]),
        high95=np.array([13, 26]),
    )
    assert _rows(made) == [
        (
            "a",
            "2030",
            "population",
            "age=0-4;bound=median;sex=female;source=projection-plan",
            10,
            "projected",
        ),
        ("b", "2031", "population", "age=85+;bound=median;sex=male;source=projection-plan", 20, "projected"),
        ("a", "2030", "population", "age=0-4;bound=low95;sex=female;source=projection-plan", 8, "projected"),
        ("b", "2031", "population", "age=85+;bound=low95;sex=male;source=projection-plan", 15, "projected"),
        (
            "a",
            "2030",
            "population",
            "age=0-4;bound=high95;sex=female;source=projection-plan",
            13,
            "projected",
        ),
        ("b", "2031", "population", "age=85+;bound=high95;sex=male;source=projection-plan", 26, "projected"),
    ]


def test_a_median_may_stand_alone_and_of_another_measure() -> None:
    made = projection_batch("plan", **TWO, median=np.array([10, 20]), measure="expected_births")
    assert _rows(made)[0] == ("a", "2030", "expected_births", "source=projection-plan", 10, "projected")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"median": np.array([1.0])}, "unequal lengths"),
        ({"median": np.array([1.0, np.nan])}, "missing or not finite"),
        ({"median": np.array([1.0, 2.0]), "low80": np.array([1.0, 3.0])}, "outside a wider one"),
        (
            {"median": np.array([1.0, 2.0]), "high80": np.array([5.0, 5.0]), "high95": np.array([4.0, 5.0])},
            "outside a wider one",
        ),
    ],
)
def test_what_is_no_projection_is_refused(more: dict, said: str) -> None:
    with pytest.raises(ModelError, match=said):
        projection_batch("plan", **TWO, **more)
