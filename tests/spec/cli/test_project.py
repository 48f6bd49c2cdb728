"""``populace project``: parts add up, and a run that is cut off goes on to the same bytes."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from populace.demography.ages import Ages
from populace.demography.life_table import life_table
from populace.demography.mortality import model_mx
from populace.exchange.folder import read_folder
from populace.forecast.accuracy import with_accuracy
from populace.forecast.results import Settings
from populace.forecast.run import forecast
from populace.report.protected import protected

VILLAGES = 140
"""More than two stretches."""

PROGRAM = Path(sys.executable).parent / "populace"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A nation with two districts of villages of about 2,000 people."""
    made = tmp_path_factory.mktemp("tables")
    codes = [f"V{number:03d}" for number in range(VILLAGES)]
    pd.DataFrame(
        {
            "code": ["N", "D0", "D1", *codes],
            "parent": ["", "N", "N", *(f"D{at % 2}" for at in range(VILLAGES))],
        }
    ).to_csv(made / "places.csv", index=False)
    rng = np.random.default_rng(7)
    life = life_table(model_mx(np.array([82.0, 77.0])), Ages.single()).Lx
    ages = [*map(str, range(100)), "100+"] * 2
    pd.concat(
        pd.DataFrame(
            {"place": code, "year": year, "sex": np.repeat(["female", "male"], 101), "age": ages,
             "population": rng.poisson(12.5 * life).ravel()}
        )
        for code in codes
        for year in (2020, 2025)
    ).to_csv(made / "population.csv", index=False)  # fmt: skip
    pd.concat(
        pd.DataFrame({"place": code, "year": range(2018, 2026), "births": rng.poisson(22, 8)})
        for code in codes
    ).to_csv(made / "births.csv", index=False)
    pd.DataFrame(
        {
            "place": "N",
            "year": [2020, 2020, 2025, 2025],
            "sex": ["female", "male"] * 2,
            "life_expectancy": [82.0, 77.0] * 2,
        }
    ).to_csv(made / "life_expectancy.csv", index=False)
    return made


def command(folder: Path, out: Path) -> list[str]:
    return [
        str(PROGRAM),
        "project",
        str(folder),
        "--out",
        str(out),
        "--horizon",
        "8",
        "--trajectories",
        "100",
    ]


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The result of a run that nobody disturbs."""
    out = tmp_path_factory.mktemp("whole") / "result.parquet"
    subprocess.run(command(folder, out), check=True, capture_output=True)
    return out


def cut_off(folder: Path, out: Path, how: signal.Signals) -> tuple[int, str]:
    """Stop a run once its first stretch is done; its exit status, and what it said."""
    running = subprocess.Popen(command(folder, out), stderr=subprocess.PIPE, text=True)
    first = out.with_name(f"{out.name}.unfinished") / "open-00000.npz"
    until = time.monotonic() + 120
    while not first.exists() and running.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    running.send_signal(how)
    _out, said = running.communicate()
    return running.returncode, said


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_cut_off_leaves_no_result_and_goes_on_to_the_same_bytes(
    folder: Path, whole: Path, tmp_path: Path, how: signal.Signals
) -> None:
    out = tmp_path / "result.parquet"
    status, said = cut_off(folder, out, how)
    assert status != 0
    assert not out.exists()
    if how == signal.SIGINT:
        assert "goes on where it stopped" in said
    subprocess.run(command(folder, out), check=True, capture_output=True)
    assert out.read_bytes() == whole.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["result.parquet"]


def test_an_unfinished_run_of_other_settings_is_not_taken_on(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "result.parquet"
    cut_off(folder, out, signal.SIGKILL)
    other = subprocess.run(
        [*command(folder, out), "--seed", "2"], capture_output=True, text=True, check=False
    )
    assert other.returncode == 2
    assert "was cut off" in other.stderr


def test_every_place_has_its_quantiles_by_sex_and_age_for_planning(whole: Path) -> None:
    rows = pq.read_table(whole).to_pandas()
    assert rows["place"].nunique() == VILLAGES + 3
    assert set(rows["purpose"]) == {"planning"}
    assert (rows["low95"] <= rows["median"]).all()
    assert (rows["median"] <= rows["high95"]).all()
    people = rows[(rows["measure"] == "population") & (rows["place"] == "N")]
    cells = people[people["sex"] != "both"].groupby("year")["median"].sum()
    total = people[people["sex"] == "both"].set_index("year")["median"]
    assert np.allclose(cells, total, rtol=0.01)  # medians of parts nearly add up; trajectories do exactly


def test_beside_whole_figures_stands_what_the_method_was_worth_before(folder: Path, whole: Path) -> None:
    rows = pq.read_table(whole).to_pandas()
    births = rows[(rows["measure"] == "births") & (rows["place"] == "V007")].set_index("year")
    told = with_accuracy(
        forecast(protected(read_folder(folder)), Settings((), 8, 100, 1)), protected(read_folder(folder))
    ).places["V007"]
    assert told.accuracy is not None
    (scores,) = [one for one in told.accuracy.by_horizon if one.quantity == "births"]
    assert (scores.first, scores.last, scores.comparisons) == (1, 5, 5)
    assert births.loc[2026:2030, "past_error"].to_numpy() == pytest.approx(
        scores.mean_absolute_percentage_error, rel=1e-6
    )
    assert births.loc[2026:2030, "past_coverage80"].to_numpy() == pytest.approx(scores.coverage80)
    assert (births.loc[2026:2030, "past_comparisons"] == 5).all()
    assert births.loc[2031:, "past_error"].isna().all()  # nothing was forecast so far ahead before
    people = rows[(rows["measure"] == "population") & (rows["place"] == "N") & (rows["year"] == 2030)]
    assert people.loc[people["sex"] == "both", "past_comparisons"].tolist() == [1]  # the count of 2025
    assert people.loc[people["sex"] != "both", "past_error"].isna().all()
