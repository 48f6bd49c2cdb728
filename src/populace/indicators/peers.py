"""A place beside the range of its peers (article 6 of the charter): never a list in the order of a value."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from populace.places.tree import PlaceTree

FEWEST = 4
"""Quartiles of fewer peers would show single places."""


@dataclass(frozen=True)
class PeersRange:
    """What half of the peers lie between; ``None`` where there are fewer than ``FEWEST`` with a value."""

    count: int
    low: float | None = None
    middle: float | None = None
    high: float | None = None


def peers_of(place: str, tree: PlaceTree) -> tuple[str, ...]:
    """The places of the same kind below the same parent, ``place`` not among them, in the order of the tree."""
    parent = tree[place].parent
    beside = tree.roots if parent is None else tree.children(parent)
    return tuple(code for code in beside if code != place and tree[code].kind == tree[place].kind)


def peers(rows: pa.Table, place: str, tree: PlaceTree) -> dict[tuple[str, str, str], PeersRange]:
    """The range of the peers of ``place`` by indicator, breakdown and period; ``rows`` are of an ``IndicatorTable``."""
    beside = pc.is_in(rows["place"].cast(pa.string()), pa.array(peers_of(place, tree), pa.string()))
    found: dict[tuple[str, str, str], list[float]] = {}
    for row in rows.filter(beside).select(["indicator", "breakdown", "period", "value"]).to_pylist():
        values = found.setdefault((row["indicator"], row["breakdown"], row["period"]), [])
        if row["value"] is not None:
            values.append(row["value"])
    return {key: _range(values) for key, values in found.items()}


def _range(values: list[float]) -> PeersRange:
    if len(values) < FEWEST:
        return PeersRange(len(values))
    low, middle, high = np.quantile(values, [0.25, 0.5, 0.75]).tolist()
    return PeersRange(len(values), low, middle, high)
