"""Decompositions with published answers."""

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from populace.demography.decomposition import das_gupta, kitagawa
from populace.demography.sex_ratio import missing_female_births
from populace.demography.tempo import bongaarts_feeney


@pytest.fixture(scope="module")
def published(shared_data: Path) -> dict:
    return json.loads((shared_data.parent / "reference" / "decomposition_golden.json").read_text())


def test_more_women_or_more_births_each() -> None:
    """Births per woman fall from 0.1 to 0.08 at both ages, while more women stand at the younger, fertile one."""
    effects = kitagawa([0.1, 0.02], [0.5, 0.5], [0.08, 0.016], [0.6, 0.4])
    assert_allclose(effects.rate, -0.02 * 0.55 - 0.004 * 0.45)
    assert_allclose(effects.composition, 0.1 * 0.09 - 0.1 * 0.018)
    assert_allclose(effects.rate + effects.composition, (0.6 * 0.08 + 0.4 * 0.016) - (0.5 * 0.1 + 0.5 * 0.02))


def test_austria_and_chile_1981(published: dict) -> None:
    case = published["das_gupta_austria_chile_1981"]
    effects = das_gupta(lambda births, women, sex: births * women * sex, case["from"], case["to"])
    assert_allclose(effects, case["effects"], atol=5e-8)
    assert_allclose(sum(effects), case["total"], atol=5e-8)


def test_taiwan_1960_to_1970(published: dict) -> None:
    """Factors that are vectors by age."""
    case = published["das_gupta_taiwan_1960_1970"]
    factors = ("bm", "mw", "wp")
    effects = das_gupta(
        lambda marital, married, women: np.sum(np.asarray(marital) * married * women),
        [case[f"{name}_1960"] for name in factors],
        [case[f"{name}_1970"] for name in factors],
    )
    # The third published effect is 1e-6 too low: the three do not add up to the difference, ours do.
    assert_allclose(effects, case["effects_1960_to_1970"], atol=1.1e-6)
    assert_allclose(sum(effects), case["crude"][1] - case["crude"][0], rtol=1e-12)


def test_tempo_without_rounding_the_mean_age(published: dict) -> None:
    case = published["tempo_bf_demor_example"]
    with pytest.warns(UserWarning, match="order 1"):
        made = bongaarts_feeney(case["past"], case["present"], case["post"], lower=case["age"], width=5)
    assert_allclose(made.tfr, case["tfr"])
    assert_allclose(made.adjusted, case["tfr_star_unrounded"], rtol=1e-12)


def test_missing_girls(published: dict) -> None:
    case = published["missing_female_births"]
    assert_allclose(
        missing_female_births(case["male"], case["female"], case["R"]), case["correct"], rtol=1e-9
    )
