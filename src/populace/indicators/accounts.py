"""All accounts of a population side by side: what a census, a register and a projection say of the same year."""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from populace.catalog.breakdowns import WHOLE, Breakdown
from populace.catalog.catalogue import Catalogue
from populace.catalog.periods import Length, Period
from populace.indicators.official import NO_CHOICE, OfficialChoice
from populace.indicators.population import SOURCE, Accounts
from populace.store.selection import RollUp, Scope
from populace.store.snapshot import Snapshot

COLUMNS = ("place", "period", "source", "value", "official", "ratio")


def compare_accounts(
    snapshot: Snapshot,
    catalogue: Catalogue,
    scope: Scope,
    *,
    measure: str = "population",
    only: Breakdown = WHOLE,
    official: OfficialChoice = NO_CHOICE,
) -> pa.Table:
    """What each account says of ``measure`` in the cells ``only``, by place and year of ``scope``.

    Columns ``COLUMNS``: texts, persons (or events), whether it is the official one of the year, and the ratio to the
    official one (null where there is none). Vintages are those of ``snapshot``: ask an earlier one for what was said
    then.
    """
    yearly = replace(
        scope,
        length=Length.YEAR,
        first=Period(scope.first.start, Length.DAY).within(Length.YEAR),
        last=Period(scope.last.last, Length.DAY).within(Length.YEAR),
    )
    names = Accounts(snapshot, catalogue, official).names(measure, yearly, only)
    found = snapshot.roll_up(RollUp((measure,), yearly, (SOURCE,), only), catalogue)
    said = {
        (row["place"], row["period"], Breakdown.parse(row["breakdown"]).category(SOURCE)): row["value"]
        for row in found.to_pylist()
    }
    rows = []
    for place in yearly.places:
        for period in yearly.periods:
            chosen = official.of(period.start.year) or (names[0] if len(names) == 1 else None)
            against = said.get((place, period.text, chosen))
            for name in names:
                value = said.get((place, period.text, name))
                if value is not None:
                    ratio = value / against if against else None
                    rows.append((place, period.text, name, value, name == chosen, ratio))
    return pa.table({name: [row[i] for row in rows] for i, name in enumerate(COLUMNS)}) if rows else _EMPTY


_EMPTY = pa.table(
    {
        name: pa.array([], pa.from_numpy_dtype(np.float64) if name in ("value", "ratio") else pa.string())
        for name in COLUMNS
    }
)
