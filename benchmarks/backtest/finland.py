"""Methods against the measured bars on the regions of Finland, or on any panel file of the same shape.

Run: ``python benchmarks/backtest/finland.py [--file FILE] [--whole CODE] [--origins 1985 1990 ...]
[--horizons 5 10 15] [--methods CODE ...]``.
The file has reg_code, age, year, popF, popM. Every forecast gets ``panel.until(origin)`` and nothing else. Totals and
ages 0-4: mean absolute percentage error over places and origins; ages: the median over places, sexes and five-year
groups open at 85, its mean over origins (these definitions give the bars' own recipes the bars' own figures).
"""

import argparse
from functools import cache
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd

from populace.forecast.methods import METHODS
from populace.forecast.methods.measured import five_year
from populace.forecast.methods.panel import Method, Outlook, Panel
from populace.forecast.methods.spread import predictive

FILE = Path(__file__).parents[2].parent / "shared/data/backtest/backtest_finland_pop1.csv.gz"
BARS = {5: (1.14, 1.32, 6.0), 10: (2.28, 2.86, 13.7), 15: (3.37, 5.07, 14.6)}
"""Total, ages and ages 0-4 in per cent: the best of a dozen simple recipes on these data, no one of them holds all."""

COVERED = (0.1, 0.5, 0.9)


def read_panel(path: Path, whole: str) -> Panel:
    """The places of a file as a panel, the ``whole`` left out."""
    rows = pd.read_csv(path, dtype={"reg_code": str})
    rows = rows[rows["reg_code"] != whole].sort_values(["year", "reg_code", "age"])
    years, places, ages = rows["year"].unique(), rows["reg_code"].unique(), rows["age"].nunique()
    shape = (len(years), len(places), ages)
    by_sex = [rows[name].to_numpy(dtype=float).reshape(shape) for name in ("popF", "popM")]
    return Panel(tuple(places), years, np.stack(by_sex, axis=2))


def measure(panel: Panel, method: Method, origins: list[int], horizons: list[int]) -> dict[int, np.ndarray]:
    """By horizon: total, ages and 0-4 in per cent, and the 80 % coverage of the same three."""

    @cache
    def outlooks(origin: int) -> Outlook:
        return method.outlook(panel.until(origin), max(horizons))

    found: dict[int, list[np.ndarray]] = {horizon: [] for horizon in horizons}
    for origin in origins:
        seen = [horizon for horizon in horizons if origin + horizon <= panel.years[-1]]
        if not seen:
            continue
        made = predictive(panel.until(origin), method, seen, COVERED, outlooks=outlooks)
        for at, horizon in enumerate(seen):
            people = panel.population[origin + horizon - panel.years[0]]
            groups, forecast = five_year(people), five_year(made.outlook.population[horizon - 1])
            pairs = (
                (people.sum(axis=(1, 2)), made.outlook.totals[horizon - 1], made.total[at], np.mean),
                (groups, forecast, made.groups[at], np.median),
                (groups[..., 0].sum(1), forecast[..., 0].sum(1), None, np.mean),
            )
            row = [100 * summed(np.abs(said / counted - 1)) for counted, said, _q, summed in pairs]
            bounds = ((people.sum(axis=(1, 2)), made.total[at]), (groups, made.groups[at]),
                      (groups[..., 0], made.groups[at][..., 0, :]))  # fmt: skip
            row += [100 * np.mean((c >= q[..., 0]) & (c <= q[..., 2])) for c, q in bounds]
            found[horizon].append(np.array(row))
    return {horizon: np.mean(rows, axis=0) for horizon, rows in found.items() if rows}


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
    print(
        f"{'method':22}{'years':>6} {'total %':>16} {'ages %':>16} {'0-4 %':>16}   80 % holds: total ages 0-4"
    )
    for code in given.methods:
        start = perf_counter()
        for horizon, row in measure(panel, METHODS[code], given.origins, given.horizons).items():
            bars = BARS.get(horizon, (np.nan,) * 3) if given.file == FILE else (np.nan,) * 3
            cells = " ".join(
                f"{value:6.2f} ({value / bar:4.2f}x)" for value, bar in zip(row[:3], bars, strict=True)
            )
            print(f"{code:22}{horizon:>6}   {cells}   {row[3]:16.0f} {row[4]:4.0f} {row[5]:3.0f}")
        print(f"{'':22}{perf_counter() - start:6.1f} s, trials for the intervals included")


if __name__ == "__main__":
    main()
