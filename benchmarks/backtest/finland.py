"""Methods against the measured bars on the regions of Finland, or on any panel file of the same shape.

Run: ``python benchmarks/backtest/finland.py [--file FILE] [--whole CODE] [--origins 1985 1990 ...]
[--horizons 5 10 15] [--methods CODE ...]``.
The file has reg_code, age, year, popF, popM. Every forecast gets ``panel.until(origin)`` and nothing else. Totals and
ages 0-4: mean absolute percentage error over places and origins; ages: the median over places, sexes and five-year
groups open at 85, its mean over origins (these definitions give the bars' own recipes the bars' own figures).
"""

import argparse
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd

from populace.forecast.backtest.cells import QUANTITIES, TOTAL, of_age
from populace.forecast.backtest.intervals import PROBABILITIES
from populace.forecast.backtest.origins import rolling
from populace.forecast.backtest.run import Backtest, Tried, backtest
from populace.forecast.methods import METHODS
from populace.forecast.methods.panel import Panel

FILE = Path(__file__).parents[2].parent / "shared/data/backtest/backtest_finland_pop1.csv.gz"
BARS = {5: (1.14, 1.32, 6.0), 10: (2.28, 2.86, 13.7), 15: (3.37, 5.07, 14.6)}
"""Total, ages and ages 0-4 in per cent: the best of a dozen simple recipes on these data, no one of them holds all."""


def read_panel(path: Path, whole: str) -> Panel:
    """The places of a file as a panel, the ``whole`` left out."""
    rows = pd.read_csv(path, dtype={"reg_code": str})
    rows = rows[rows["reg_code"] != whole].sort_values(["year", "reg_code", "age"])
    years, places, ages = rows["year"].unique(), rows["reg_code"].unique(), rows["age"].nunique()
    shape = (len(years), len(places), ages)
    by_sex = [rows[name].to_numpy(dtype=float).reshape(shape) for name in ("popF", "popM")]
    return Panel(tuple(places), years, np.stack(by_sex, axis=2))


def errors(made: Backtest, tried: Tried, step: int) -> tuple[np.ndarray, np.ndarray]:
    """Total, ages and 0-4 in per cent, and the 80 % coverage of total, ages and 0-4 by sex."""
    reached = np.isfinite(made.observed[:, step, :, TOTAL]).any(axis=-1)
    counted, said = made.observed[reached, step], tried.points[reached, step]
    low, high = (tried.quantiles[reached, step][..., PROBABILITIES.index(p)] for p in (0.1, 0.9))
    held = (counted >= low) & (counted <= high)
    ages, infants = QUANTITIES["ages"], of_age(0)
    by_age = np.abs(said[..., ages] / counted[..., ages] - 1)
    of_infants = said[..., infants].sum(axis=-1) / counted[..., infants].sum(axis=-1)
    found = (
        np.abs(said[..., TOTAL] / counted[..., TOTAL] - 1).mean(),
        np.median(by_age, axis=(1, 2)).mean(),
        np.abs(of_infants - 1).mean(),
    )
    covered = (held[..., TOTAL], held[..., ages], held[..., infants])
    return 100 * np.array(found), 100 * np.array([part.mean() for part in covered])


def main() -> None:
    """Print each method beside the bars; a ratio below one is better than the bar."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--file", type=Path, default=FILE)
    asked.add_argument("--whole", default="246", help="code of the sum of all places, left out")
    asked.add_argument("--origins", type=int, nargs="+", default=list(range(1985, 2021, 5)))
    asked.add_argument("--horizons", type=int, nargs="+", default=[5, 10, 15])
    asked.add_argument("--methods", nargs="+", default=list(METHODS))
    given = asked.parse_args()
    if not given.file.exists():
        print(f"{given.file} is not here: nothing measured.")
        return
    panel = read_panel(given.file, given.whole)
    start = perf_counter()
    trials = rolling(int(panel.years[0]), int(panel.years[-1]), given.horizons, given.origins)
    made = backtest(panel, [METHODS[code] for code in given.methods], trials)
    print(f"{len(made.tried)} methods from {len(trials)} origins, and all that their intervals are learnt from: "
          f"{perf_counter() - start:.1f} s")  # fmt: skip
    print(
        f"{'method':22}{'years':>6} {'total %':>16} {'ages %':>16} {'0-4 %':>16}   80 % holds: total ages 0-4"
    )
    for tried in made.tried:
        for step, horizon in enumerate(made.horizons):
            found, covered = errors(made, tried, step)
            bars = BARS.get(horizon, (np.nan,) * 3) if given.file == FILE else (np.nan,) * 3
            cells = " ".join(
                f"{value:6.2f} ({value / bar:4.2f}x)" for value, bar in zip(found, bars, strict=True)
            )
            print(
                f"{tried.method:22}{horizon:>6}   {cells}   {covered[0]:16.0f} {covered[1]:4.0f} {covered[2]:3.0f}"
            )


if __name__ == "__main__":
    main()
