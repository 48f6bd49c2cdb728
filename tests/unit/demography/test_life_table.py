import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from populace.demography.ages import Ages
from populace.demography.life_table import life_table
from populace.demography.separation import infant_ax
from populace.demography.sex import FEMALE, MALE
from populace.demography.survivorship import separation_factors, survivorship
from populace.errors import ModelError

# Above 0.2 a year, groups of five years can hold more deaths than people: ax no longer fits, and q stops at 1.
RATES = st.floats(1e-6, 0.2)


@settings(max_examples=60, deadline=None)
@given(arrays(np.float64, (2, 21), elements=RATES), st.sampled_from(["single", "abridged"]))
def test_identities(mx: np.ndarray, kind: str) -> None:
    ages = Ages.single(20) if kind == "single" else Ages.abridged(95)
    table = life_table(mx, ages)
    assert_allclose(table.dx.sum(axis=-1), 1.0)
    assert_allclose(table.lx[..., 1:], table.lx[..., :-1] * (1 - table.qx[..., :-1]))
    assert_allclose(table.Tx[..., 0], table.Lx.sum(axis=-1))
    lived = table.Lx > 1e-250
    assert_allclose((table.dx[lived] / table.Lx[lived]), table.mx[lived], rtol=1e-6)
    ratio = survivorship(table)
    assert ((ratio >= 0) & (ratio <= 1)).all()
    factor = separation_factors(table)
    assert ((factor >= 0) & (factor <= 1)).all()


def test_constant_force_of_mortality() -> None:
    """With the same rate at every age, life expectancy is its inverse (up to half a year's rounding within years)."""
    table = life_table(
        np.full((2, 101), 0.02), Ages.single(100), ax=np.full(101, 0.5) + np.eye(101)[100] * 49.5
    )
    assert_allclose(table.e0, 50.0, rtol=1e-4)


@pytest.mark.parametrize(
    ("sex", "m0", "expected"),
    [
        (MALE, 0.01, 0.14929 - 1.99545 * 0.01),
        (MALE, 0.05, 0.02832 + 3.26021 * 0.05),
        (MALE, 0.10, 0.29915),
        (FEMALE, 0.01, 0.14903 - 2.05527 * 0.01),
        (FEMALE, 0.05, 0.04667 + 3.88089 * 0.05),
        (FEMALE, 0.10, 0.31411),
    ],
)
def test_infant_ax(sex: int, m0: float, expected: float) -> None:
    assert infant_ax(np.array(m0), sex) == pytest.approx(expected)


def test_one_sex_or_both() -> None:
    mx = np.linspace(0.01, 0.5, 2 * 19).reshape(2, 19)
    both = life_table(mx, Ages.abridged(85))
    assert_allclose(life_table(mx[MALE], Ages.abridged(85), MALE).Lx, both.Lx[MALE])


@pytest.mark.parametrize(
    ("mx", "ages", "message"),
    [
        (np.full((2, 3), -0.1), Ages.single(2), "negative"),
        (np.full((2, 3), np.nan), Ages.single(2), "missing"),
        (np.full((3, 3), 0.1), Ages.single(2), "last axes"),
        (np.zeros((2, 3)), Ages.single(2), "open age group 2+"),
        (np.full((2, 3), 0.1), Ages((0, 2, 7)), "no rule for ax"),
    ],
)
def test_refuses(mx: np.ndarray, ages: Ages, message: str) -> None:
    with pytest.raises(ModelError, match=message.replace("+", r"\+")):
        life_table(mx, ages)


def test_ages() -> None:
    assert Ages.abridged(20).labels == ("0", "1-4", "5-9", "10-14", "15-19", "20+")
    assert Ages.single(3).width == 1
    assert Ages.five_year(20).width == 5
    assert Ages.abridged(20).width is None
    assert Ages.abridged(20).is_abridged
    assert_allclose(Ages.abridged(10).widths, [1, 4, 5, np.inf])
    with pytest.raises(ModelError, match="must rise"):
        Ages((0, 5, 5))
    with pytest.raises(ModelError, match="start at 0"):
        Ages((1, 5))
