"""Who reported what, and when it first came."""

import numpy as np
import pyarrow as pa

from populace.store.engine import Step
from populace.store.files import DATA
from populace.store.segments import PAST
from populace.store.tables import moments_of, period_texts_of, texts
from populace.store.views import Narrowing, View


def reports(view: View, measures: tuple[str, ...]) -> pa.Table:
    """For each place and period with any figure of ``measures``: when the first and the last came, and how many.

    Columns ``place``, ``period``, ``first_at``, ``last_at`` (of the commit that brought the first figure that there
    ever was, and the latest of those that hold now) and ``n``.
    """
    found = report_numbers(view, measures)
    return pa.table(
        {
            "place": texts(found["place"].to_numpy(), view.names.places),
            "period": period_texts_of(view.names, found["start"].to_numpy(), found["length"].to_numpy()),
            "first_at": moments_of(view.manifest, found["first"].to_numpy()),
            "last_at": moments_of(view.manifest, found["last"].to_numpy()),
            "n": found["n"],
        }
    )


def report_numbers(view: View, measures: tuple[str, ...]) -> pa.Table:
    """The same in numbers: ``place``, ``start``, ``length``, ``first`` and ``last`` (vintages), ``n``."""
    numbers = tuple(
        sorted({view.names.measure_number[m] for m in measures if m in view.names.measure_number})
    )
    narrowing = Narrowing(numbers)
    view.engine.files("all_past", [view.root / DATA / each.name for each in view.manifest.past], PAST)
    steps = [
        *view.known(narrowing),
        Step(
            "versions",
            "SELECT place, start, length, vintage FROM known UNION ALL SELECT place, start, length, vintage "
            f"FROM all_past WHERE vintage <= {view.vintage} AND {narrowing.condition(view.manifest.past)}",
        ),
        Step(
            "came",
            "SELECT place, start, length, min(vintage) AS first FROM versions GROUP BY place, start, length",
        ),
        Step(
            "there",
            "SELECT place, start, length, max(vintage) AS last, count(*) AS n FROM known "
            "GROUP BY place, start, length",
        ),
        Step(
            "",
            "SELECT t.place, t.start, t.length, c.first, t.last, t.n FROM there AS t "
            "JOIN came AS c ON c.place = t.place AND c.start = t.start AND c.length = t.length "
            "ORDER BY t.place, t.start, t.length",
        ),
    ]
    found = view.engine.query(steps)
    view.engine.drop("all_past")
    return found


def on_time(view: View, first: np.ndarray, last_day: int, due_days: int) -> np.ndarray:
    """Whether the first figure came, by its vintage, at most ``due_days`` after ``last_day`` (UTC), ``(row,)``."""
    days = np.zeros(view.manifest.vintage + 1, np.int64)
    for commit in view.manifest.commits:
        days[commit.vintage] = np.datetime64(commit.at.replace(tzinfo=None), "D").astype(int)
    timely: np.ndarray = days[first] <= last_day + due_days
    return timely
