"""Trials on the past: what they may know, what they score, and how the choice follows from it."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from populace.cli import main
from populace.errors import MissingData, UserError
from populace.forecast.backtest.choice import fingerprint
from populace.forecast.backtest.frames import scores_frame
from populace.forecast.backtest.origins import Trial, rolling
from populace.forecast.backtest.panels import panel_of
from populace.forecast.backtest.run import Backtest, backtest
from populace.forecast.methods import METHODS
from populace.forecast.methods.panel import Panel
from tests.spec.forecast.builders import births_rows, history, population_rows, stationary, tables

PLACES = {"A": "T", "B": "T", "T": None}
YEARS = range(1990, 2016)
CODES = ("hamilton-perry", "births-carried")


def counted(births: float, fall: float) -> tuple[dict[int, np.ndarray], dict[int, float]]:
    """A place whose fertility falls by ``fall`` a year."""
    levels = {year: 2.0 * (1 - fall) ** at for at, year in enumerate(YEARS)}
    people, born = history(stationary(births), levels)
    return people, {year: float(by_age.sum()) for year, by_age in born.items()}


@pytest.fixture(scope="module")
def panel() -> Panel:
    frames = []
    for place, births, fall in (("A", 900.0, 0.01), ("B", 90.0, 0.03)):
        people, born = counted(births, fall)
        frames += [population_rows(place, year, count) for year, count in people.items()]
        frames.append(births_rows(place, born))
    return panel_of(tables(*frames, places=PLACES)).panel


def tried(panel: Panel, trials: tuple[Trial, ...]) -> Backtest:
    return backtest(panel, [METHODS[code] for code in CODES], trials)


def test_tables_become_a_panel_of_the_lowest_places(panel: Panel) -> None:
    assert panel.places == ("A", "B")
    assert panel.parents == ("T", "T")
    assert panel.years.tolist() == list(YEARS)
    assert panel.births is not None
    assert np.isfinite(panel.births).all()


def test_counts_five_years_apart_are_no_history() -> None:
    people, _born = counted(900.0, 0.0)
    frames = [population_rows("A", year, people[year]) for year in (1990, 1995, 2000)]
    with pytest.raises(MissingData, match="Add the years between"):
        panel_of(tables(*frames))


@pytest.mark.parametrize(
    ("first", "last", "horizons", "expected"),
    [
        (1990, 2015, (5, 10), [(2000, (5, 10)), (2005, (5, 10)), (2010, (5,))]),
        (1990, 2006, (5, 10), [(2001, (5,))]),
    ],
)
def test_origins_roll_back_from_the_last_year(
    first: int, last: int, horizons: tuple[int, ...], expected: list[tuple[int, tuple[int, ...]]]
) -> None:
    assert [(trial.origin, trial.horizons) for trial in rolling(first, last, horizons)] == expected


def test_too_short_a_past_and_an_origin_outside_it_are_told() -> None:
    with pytest.raises(MissingData, match="2020 to 2025"):
        rolling(2020, 2025)
    with pytest.raises(UserError, match="1980"):
        rolling(1990, 2015, (5,), (1980,))


@pytest.mark.parametrize("origin", [2000, 2005])
def test_what_was_counted_after_an_origin_reaches_no_forecast_made_from_it(panel: Panel, origin: int) -> None:
    later = panel.years > origin
    poisoned = Panel(
        panel.places,
        panel.years,
        np.where(later[:, None, None, None], 1e9, panel.population),
        None if panel.births is None else np.where(later[:, None], 7.0, panel.births),
        panel.parents,
    )
    trials = (Trial(origin, (5, 10)),)
    clean, spoilt = tried(panel, trials), tried(poisoned, trials)
    for honest, other in zip(clean.tried, spoilt.tried, strict=True):
        np.testing.assert_array_equal(honest.points, other.points)
        np.testing.assert_array_equal(honest.quantiles, other.quantiles)
    assert not np.array_equal(clean.observed, spoilt.observed, equal_nan=True)


def test_falling_births_carried_forward_are_too_many_and_more_so_further_ahead(panel: Panel) -> None:
    frame = scores_frame(tried(panel, rolling(1990, 2015, (5, 10))), seed=1)
    rows = frame[(frame["method"] == "births-carried") & (frame["quantity"] == "births")]
    everywhere = rows[rows["by"] == "all"].set_index("horizon")
    assert 0 < everywhere.loc[5, "bias"] < everywhere.loc[10, "bias"]
    assert (everywhere["mape_low"] <= everywhere["mape"]).all()
    assert (everywhere["mape"] <= everywhere["mape_high"]).all()
    assert set(rows["by"]) == {"all", "size"}
    assert {"weighted", *CODES} == set(frame["method"])


def test_the_choice_weighs_by_known_errors_and_names_its_data(panel: Panel) -> None:
    choice = tried(panel, rolling(1990, 2015, (5, 10))).choice
    for key, weights in choice.weights.items():
        assert sum(weights.values()) == pytest.approx(1.0)
        assert max(weights, key=lambda code: weights[code]) == choice.best(*key)
    assert choice.fingerprint == fingerprint(panel)
    assert choice.fingerprint != fingerprint(panel.until(2014))
    shares = choice.as_weights([METHODS[code] for code in CODES]).at("births", np.array([5.0, 7.0]))
    np.testing.assert_allclose(shares.sum(axis=1), 1.0)


def command(*words: object) -> Result:
    return CliRunner().invoke(main, ["backtest", *map(str, words)])


@pytest.fixture
def folder(panel: Panel, tmp_path: Path) -> Path:
    place = tmp_path / "tables"
    place.mkdir()
    lines = ["place,date,sex,age,population"]
    for at, year in enumerate(panel.years.tolist()):
        for number, code in enumerate(panel.places):
            for sex, word in enumerate(("female", "male")):
                lines += [
                    f"{code},{year}-12-31,{word},{age},{round(count)}"
                    for age, count in enumerate(panel.population[at, number, sex])
                ]
    (place / "population.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return place


def test_the_command_shows_scores_and_writes_tables_charts_and_the_choice(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    words = (folder, "--methods", ",".join(CODES), "--horizons", "5", "--out", out)
    result = command(*words)
    assert result.exit_code == 0, result.output
    assert "hamilton-perry" in result.output
    assert (out / "charts" / "total-error.png").stat().st_size > 1000
    document = json.loads((out / "choice.json").read_text(encoding="utf-8"))
    assert {one["quantity"] for one in document["chosen"]} == {"births", "total", "ages"}
    before = (out / "scores.csv").read_bytes()
    assert command(*words).exit_code == 0
    assert (out / "scores.csv").read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"tables", "out"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--methods", "tea-leaves"), "tea-leaves"),
        (("--origins", "soon"), "--origins"),
        (("--origins", "1950"), "1950"),
        (("--horizons", "0"), "horizon"),
        (("--horizons", "30"), "too few years"),
    ],
)
def test_what_cannot_be_tried_is_one_line_and_leaves_nothing(
    folder: Path, tmp_path: Path, words: tuple[str, str], says: str
) -> None:
    result = command(folder, "--out", tmp_path / "out", *words)
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert says in result.stderr
    assert not (tmp_path / "out").exists()
