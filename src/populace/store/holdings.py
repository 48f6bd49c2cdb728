"""What there is of a measure: its cells, the periods for which any place has them, and when the newest came."""

import pyarrow as pa

from populace.store.engine import Step
from populace.store.tables import period_texts_of, texts
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
