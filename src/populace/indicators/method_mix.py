"""Users by method, for the charter's look at choice (W2): use that leans on one method asks what others there are."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow.compute as pc

from populace.catalog.breakdowns import Breakdown
from populace.catalog.charter.companions import method_mix
from populace.catalog.charter.findings import Finding
from populace.catalog.programme.methods import METHOD
from populace.indicators.table import IndicatorTable


def users_by_method(
    table: IndicatorTable, indicator: str = "FP05"
) -> dict[tuple[str, str], Mapping[str, float]]:
    """By place and period: users of each method, from the rows of ``indicator`` that are split by method alone."""
    found: dict[tuple[str, str], dict[str, float]] = {}
    for row in _rows(table, indicator):
        cell = Breakdown.parse(row["breakdown"])
        method = cell.category(METHOD)
        if method is not None and len(cell.pairs) == 1 and row["numerator"] is not None:
            found.setdefault((row["place"], row["period"]), {})[method] = row["numerator"]
    return dict(found)


def choice_to_review(
    table: IndicatorTable, indicator: str = "FP05"
) -> dict[tuple[str, str], tuple[Finding, ...]]:
    """By place and period: what W2 finds where one method has most of all use. It prompts a review of choice."""
    found = {key: method_mix(users, indicator) for key, users in users_by_method(table, indicator).items()}
    return {key: findings for key, findings in found.items() if findings}


def _rows(table: IndicatorTable, indicator: str) -> Iterator[dict[str, Any]]:
    wanted = pc.equal(table.table["indicator"].cast("string"), indicator)
    columns = table.table.select(["place", "period", "breakdown", "numerator"])
    yield from columns.filter(wanted).to_pylist()
