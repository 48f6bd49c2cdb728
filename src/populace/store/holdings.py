"""What there is of a measure: its cells, the periods for which any place has them, and when the newest came."""

from collections.abc import Collection

import pyarrow as pa

from populace.store.batch import STATUSES
from populace.store.engine import Step, numbers
from populace.store.tables import period_numbers, period_texts_of, texts
from populace.store.views import Narrowing, View


def holdings(view: View, measure: str) -> pa.Table:
    """One row for each ``breakdown`` and ``period`` with any figure of ``measure`` (codes and texts).

    ``vintage`` is the newest commit that brought one of them, and ``n`` how many places have one.
    """
    number = view.names.measure_number.get(measure)
    narrowing = Narrowing(() if number is None else (number,))
    found = view.engine.query(
        [
            *view.known(narrowing),
            Step(
                "",
                "SELECT breakdown, start, length, max(vintage) AS vintage, count(*) AS n FROM known "
                "GROUP BY breakdown, start, length ORDER BY start, length, breakdown",
            ),
        ]
    )
    return pa.table(
        {
            "breakdown": texts(found["breakdown"].to_numpy(), view.names.breakdowns),
            "period": period_texts_of(view.names, found["start"].to_numpy(), found["length"].to_numpy()),
            "vintage": found["vintage"],
            "n": found["n"],
        }
    )


def estimated_or_of(
    view: View, measures: Collection[str], places: Collection[str], days: tuple[int, int]
) -> pa.Table:
    """Where figures of ``measures`` are not as reported, or are of ``places``; periods that lie within ``days``.

    Columns ``measure`` and ``place`` (codes), ``last`` (the last day of the period, days since 1970-01-01) and
    ``reported`` (whether every one of them is), each once.
    """
    known = view.names.measure_number
    wanted = tuple(sorted(known[code] for code in measures if code in known))
    here = [view.names.place_number[code] for code in places if code in view.names.place_number]
    reported = f"status = {STATUSES.index('reported')}"
    narrowing = Narrowing(wanted, days)
    found = view.engine.query(
        [
            *view.known(narrowing),
            Step(
                "",
                f"SELECT measure, place, start, length, bool_and({reported}) AS reported FROM known "
                f"WHERE NOT {reported} OR place IN ({numbers(here)}) "
                "GROUP BY measure, place, start, length ORDER BY measure, place, start, length",
            ),
        ]
    )
    period = period_numbers(view.names, found["start"].to_numpy(), found["length"].to_numpy())
    return pa.table(
        {
            "measure": texts(found["measure"].to_numpy(), view.names.measures),
            "place": texts(found["place"].to_numpy(), view.names.places),
            "last": view.names.lasts[period],
            "reported": found["reported"],
        }
    )
