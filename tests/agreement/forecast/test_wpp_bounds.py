"""Trajectories against the bounds of World Population Prospects 2024: every country and region, every year to 2100."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from populace.forecast.processes.noise import shocks, stream
from populace.forecast.processes.quantiles import PROBABILITIES, Quantiles
from populace.forecast.processes.sexes import LifeExpectancies, correlation_of_sexes

LEVELS = {
    "tfr": ("wpp2024_tfr_annual", 0.99, 0.0),
    "e0M": ("wpp2024_e0_annual", 1.0, 0.0),
    "e0F": ("wpp2024_e0_annual", 1.0, 0.0),
    "e0B": ("wpp2024_e0_annual", 1.0, 0.0),
    "mig": ("wpp2024_netmig_total_annual", 0.93, -np.inf),
}
OUTER, INNER = (0, 4), (1, 3)


def published(folder: Path, level: str) -> dict[int, Quantiles]:
    """The level of every location, with its five quantiles by year."""
    name, persistence, floor = LEVELS[level]
    table = pd.read_csv(folder / "wpp" / f"{name}.csv.gz")
    columns = [f"{level}{bound}" for bound in ("_95l", "_80l", "", "_80u", "_95u")]
    ahead = table[table["type"] == "proj"]
    return {
        int(code): Quantiles(rows[columns].to_numpy().T, persistence, floor)
        for code, rows in ahead.groupby("country_code")
    }


def misses(drawn: np.ndarray, bounds: np.ndarray) -> np.ndarray:
    """How far the 95 % bounds, the 80 % bounds and the median are missed, in widths of the interval; the worst year."""
    off = np.abs(np.quantile(np.ascontiguousarray(drawn.T), PROBABILITIES, axis=1) - bounds)
    worst = []
    for low, high in (OUTER, INNER):
        width = bounds[high] - bounds[low]
        known = width > 0
        worst.append((np.maximum(off[low], off[high])[known] / width[known]).max(initial=0.0))
    return np.array(worst)


@pytest.mark.parametrize(("trajectories", "places"), [(1000, 1), (400, 10)])
@pytest.mark.parametrize("level", LEVELS)
def test_published_bounds_come_out_in_every_year(
    level: str, trajectories: int, places: int, shared_data: Path
) -> None:
    every = published(shared_data, level)
    assert len(every) > 290
    found = []
    for code in list(every)[::places]:
        process = every[code]
        drawn = process.draw(shocks(stream(1, str(code), level), trajectories, len(process.median)))
        found.append(misses(drawn, process.bounds))
    assert (np.max(found, axis=0) < 0.03).all()


def test_life_expectancy_of_both_sexes_is_nearly_met_by_women_and_men_together(shared_data: Path) -> None:
    women, men, both = (published(shared_data, level) for level in ("e0F", "e0M", "e0B"))
    ratios = []
    for code in list(both)[::5]:
        pair = LifeExpectancies(
            women[code], men[code], correlation_of_sexes(women[code], men[code], both[code])
        )
        noise = [shocks(stream(1, str(code), sex), 1000, len(both[code].median)) for sex in ("women", "men")]
        of_women, of_men = pair.draw(*noise)
        mixed = (of_women + 1.05 * of_men) / 2.05
        width = np.quantile(mixed, 0.9, axis=0) - np.quantile(mixed, 0.1, axis=0)
        ratios.append((width / both[code].spread).mean())
    assert abs(np.median(ratios) - 1.0) < 0.02
    assert np.quantile(ratios, 0.05) > 0.9
    assert np.quantile(ratios, 0.95) < 1.1


def test_fertility_and_migration_along_trajectories_make_the_published_spread_of_population(
    shared_data: Path,
) -> None:
    """India and Nigeria: births and moves cumulated over twenty years against the bounds of total population.

    A persistence too low would even out within a trajectory, one too high would widen the sum. About 5 % of a year's
    newborn are lost on the way; deaths of others add little.
    """
    fertility, migration = published(shared_data, "tfr"), published(shared_data, "mig")
    vital = pd.read_csv(shared_data / "wpp" / "wpp2024_vital_annual.csv.gz")
    population = pd.read_csv(shared_data / "wpp" / "wpp2024_poptotal_proj_annual.csv.gz")
    years = [4, 9, 14, 19]
    for code in (356, 566):
        births = vital[(vital["country_code"] == code) & (vital["year"] >= 2024)].sort_values("year")
        bounds = population[population["country_code"] == code].sort_values("year")
        wide = (bounds["pop_80u"] - bounds["pop_80l"]).to_numpy()[years]
        fertile, moved = (
            process.draw(shocks(stream(1, str(code), name), 1000, 77))
            for process, name in ((fertility[code], "tfr"), (migration[code], "mig"))
        )
        born = births.drop_duplicates("year")["births"].to_numpy()[:77] * fertile / fertility[code].median
        low, high = np.quantile(np.cumsum(0.95 * born + moved, axis=1)[:, years], [0.1, 0.9], axis=0)
        assert (np.abs((high - low) / wide - 1.0) < 0.15).all(), code
