"""A tree that was not given: every place is at the top, unless one is the sum of all the others."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from populace.catalog.measure import Kind
from populace.catalog.measures import TABLE_MEASURES
from populace.exchange.layout import Layout
from populace.exchange.observations import MEASURE_CODES, Observations
from populace.exchange.place_table import language_of
from populace.exchange.raw import RawTable
from populace.places.tree import Place, PlaceTree

FEWEST = 3
"""Places below which a sum proves nothing: of two places that are equal neither is the other's sum."""

ROUNDING = 0.5
"""Persons or events by which each part may be rounded."""


def infer_tree(
    rows: Observations, codes: Sequence[str], names: Mapping[str, str]
) -> tuple[PlaceTree, str | None]:
    """The tree of the places found in ``rows``, and the code of the one that is the sum of the others, if one is.

    ``names`` are those that stood beside the codes.
    """
    whole = _sum_of_others(rows, len(codes))
    top = None if whole is None else codes[whole]
    parents = [None if code == top else top for code in codes]
    ordered = sorted(zip(codes, parents, strict=True), key=lambda pair: pair[1] is not None)
    return PlaceTree(tuple(Place(code, _named(names.get(code)), parent) for code, parent in ordered)), top


def names_beside(tables: Iterable[tuple[RawTable, Layout]]) -> dict[str, str]:
    """The names that stand beside the codes of places, by code; the first of each."""
    names: dict[str, str] = {}
    for table, layout in tables:
        if layout.name is not None:
            codes, beside = table.columns[layout.place], table.columns[layout.name]
            for code, name in dict.fromkeys(zip(codes.codes.tolist(), beside.codes.tolist(), strict=True)):
                names.setdefault(codes.texts[code], beside.texts[name])
    return names


def _named(name: str | None) -> dict[str, str]:
    return {language_of(name): name} if name else {}


def _sum_of_others(rows: Observations, places: int) -> int | None:
    """The place whose every count equals the sum of the same count over all other places."""
    counted = [i for i, code in enumerate(MEASURE_CODES) if TABLE_MEASURES[code].kind is not Kind.RATE]
    rows = rows.keep(np.isin(rows.measure, counted))
    if places < FEWEST or not len(rows):
        return None
    keys = pd.DataFrame(
        {name: getattr(rows, name) for name in ("measure", "year", "years", "sex", "age", "width")}
        | {"date": np.nan_to_num(rows.date)}
    )
    cell = keys.groupby(list(keys.columns), sort=False).ngroup().to_numpy()
    total = np.bincount(cell, rows.value)[cell]
    count = np.bincount(cell)[cell]
    off = np.abs(2 * rows.value - total) > ROUNDING * count + 1e-9 * np.abs(total)
    alone = count < FEWEST
    wrong = np.bincount(rows.place, off | alone, minlength=places)
    found = np.flatnonzero((wrong == 0) & (np.bincount(rows.place, rows.value != 0, minlength=places) > 0))
    return int(found[0]) if len(found) == 1 else None
