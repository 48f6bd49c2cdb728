"""Death rates moved to a later life expectancy, against what the United Nations give for that time."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from populace.demography.ages import Ages
from populace.demography.coherent_lee_carter import fit_coherent
from populace.demography.life_table import life_table
from populace.demography.mortality import relational_mx
from populace.demography.mortality_response import model_response, own_response, response_levels
from populace.demography.rate_graduation import graduate_mx

COUNTRIES = (156, 250, 124, 392, 410, 840, 356, 404, 231, 686, 566)
SINGLE = Ages.single(100)


@pytest.fixture(scope="module")
def rates(shared_data: Path) -> pd.DataFrame:
    found = pd.read_csv(shared_data / "wpp" / "wpp2024_mx5_sel.csv.gz")
    age = found["age"].astype(str).str.rstrip("+").astype(int)
    return found.assign(age=age, period=found["period"].str[:4].astype(int)).sort_values(["period", "age"])


def abridged(rates: pd.DataFrame, country: int, period: int) -> np.ndarray:
    rows = rates[(rates["country_code"] == country) & (rates["period"] == period)]
    return rows[["mxF", "mxM"]].to_numpy().T


def single(rates: pd.DataFrame, country: int, period: int) -> np.ndarray:
    ages = Ages.of(sorted(rates["age"].unique().tolist()))
    return np.stack([graduate_mx(one, ages, sex) for sex, one in enumerate(abridged(rates, country, period))])


def miss(found: np.ndarray, wanted: np.ndarray) -> float:
    return float(np.sqrt((np.log(found / wanted)[:, :96] ** 2).mean()))


def test_own_responses_halfway_to_the_models_miss_less_than_either(rates: pd.DataFrame) -> None:
    lower = tuple(sorted(rates["age"].unique().tolist()))
    errors = []
    for country in COUNTRIES:
        past = np.stack([abridged(rates, country, period) for period in range(1960, 1995, 5)])
        exposed = np.broadcast_to(2e6 * np.exp(-np.array(lower) / 60), past.shape)
        last, wanted = single(rates, country, 1990), single(rates, country, 2015)
        e0 = life_table(wanted, SINGLE).e0
        response, _own = own_response(
            past * exposed, exposed, lower, model_response(life_table(last, SINGLE).e0)
        )
        levels = response_levels(last, response, 30.0, 95.0)
        errors.append((miss(levels.rates_at(e0), wanted), miss(relational_mx(last, e0), wanted)))
    own, relational = np.mean(errors, axis=0)
    assert own < 0.21
    assert own < 0.95 * relational


def test_sexes_and_countries_stay_together_however_far_they_are_forecast(rates: pd.DataFrame) -> None:
    together = (250, 124, 392, 840)
    past = np.stack(
        [
            np.stack([abridged(rates, country, period) for period in range(1950, 2020, 5)])
            for country in together
        ]
    )
    model = fit_coherent(past)
    assert model.common.explained > 0.97
    assert model.drift < 0
    ahead = model.forecast(40)
    # In the logs, two groups never stand farther apart than their past did by more than what the index left over.
    spread = np.ptp(np.log(ahead), axis=1).max(axis=(1, 2))
    before = np.ptp(np.log(past), axis=0).max()
    assert spread.max() <= before + 0.2
    assert spread[-1] == pytest.approx(spread[-2], rel=0.01)
    assert (np.diff(ahead.mean(axis=(1, 2)), axis=0) < 0).all()
