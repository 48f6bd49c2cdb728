"""What a computation of indicators gives: one row for each indicator, breakdown, place and period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from jaxtyping import Bool

from populace.indicators.notes import SMALL, written
from populace.indicators.sides import Sides
from populace.indicators.splitting import Line
from populace.indicators.status import STATUS
from populace.indicators.values import Values
from populace.store.batch import TEXT
from populace.store.selection import Scope
from populace.store.tables import texts


@dataclass(frozen=True)
class IndicatorTable:
    """The table, the scope it answers, and what is to be said of it as a whole.

    ======================================  =================================================================
    column                                  holds
    ======================================  =================================================================
    indicator, place, period, breakdown     codes and texts; the breakdown is empty for the whole
    numerator, denominator                  both sides, before factor and annualising
    denominator_low, denominator_high       bounds of 95 % of the denominator, where its account has some
    value, low, high                        the indicator in its unit, and its bounds of 95 %
    small                                   why it is to be read with care: a code, or empty
    completeness, timeliness                shares of one of the returns expected that came, and in time
    account, account_vintage                the account that the denominator is of, and its newest vintage
    status                                  ``reported``, or ``estimated`` where a part of a place is in it
    notes                                   codes of what is to be said of the value
    companion                               whether it stands here only because another is shown with it
    ======================================  =================================================================

    A figure that is missing is null, never 0. ``warnings`` are sentences.
    """

    table: pa.Table
    scope: Scope
    companions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def to_table(self) -> pa.Table:
        """The Arrow table."""
        return self.table


@dataclass(frozen=True)
class Computed:
    """One line with all that was found for it."""

    line: Line
    sides: Sides
    values: Values


SCHEMA = pa.schema(
    [
        *((name, TEXT) for name in ("indicator", "place", "period", "breakdown")),
        *(
            (name, pa.float64())
            for name in ("numerator", "denominator", "denominator_low", "denominator_high")
        ),
        *((name, pa.float64()) for name in ("value", "low", "high")),
        ("small", TEXT),
        *((name, pa.float64()) for name in ("completeness", "timeliness")),
        ("account", TEXT),
        ("account_vintage", pa.int64()),
        *((name, TEXT) for name in ("status", "notes")),
        ("companion", pa.bool_()),
    ]
)
"""The columns of an indicator table."""


def table_of(
    computed: Sequence[Computed], scope: Scope, estimates: Sequence[Bool[np.ndarray, "place period"]]
) -> pa.Table:
    """The rows of every line, lines in order, places within each and periods within those; ``estimates`` by line."""
    if not computed:
        return SCHEMA.empty_table()
    shape = len(scope.places), len(scope.periods)
    each_row = np.arange(len(computed) * shape[0] * shape[1])
    line, place, period = np.unravel_index(each_row, (len(computed), *shape))
    there = [np.isfinite(each.values.value) for each in computed]
    return pa.table(
        {
            "indicator": texts(line, [each.line.code for each in computed]),
            "place": texts(place, scope.places),
            "period": texts(period, [each.text for each in scope.periods]),
            "breakdown": texts(line, [each.line.breakdown.text for each in computed]),
            "numerator": _numbers([each.sides.numerator for each in computed]),
            "denominator": _numbers([_below(each.sides) for each in computed]),
            "denominator_low": _numbers([each.sides.low for each in computed]),
            "denominator_high": _numbers([each.sides.high for each in computed]),
            "value": _numbers([each.values.value for each in computed]),
            "low": _numbers([each.values.low for each in computed]),
            "high": _numbers([each.values.high for each in computed]),
            "small": texts(_flat([each.values.small for each in computed]), SMALL),
            "completeness": _numbers([_share(each.sides.reports[0], each.sides) for each in computed]),
            "timeliness": _numbers([_share(each.sides.reports[1], each.sides) for each in computed]),
            "account": _accounts(computed, shape),
            "account_vintage": _vintages(computed, shape),
            "status": texts(
                _flat([one & other for one, other in zip(estimates, there, strict=True)]).astype(np.int32),
                STATUS,
            ),
            "notes": written(_flat([each.values.notes for each in computed])),
            "companion": pa.array(np.repeat([each.line.companion for each in computed], shape[0] * shape[1])),
        }
    )


def _flat(arrays: Sequence[np.ndarray]) -> np.ndarray:
    return np.concatenate([each.ravel() for each in arrays]) if len(arrays) != 1 else arrays[0].ravel()


def _numbers(arrays: Sequence[np.ndarray]) -> pa.Array:
    return pa.array(_flat(arrays), from_pandas=True)


def _below(sides: Sides) -> np.ndarray:
    return np.full_like(sides.numerator, np.nan) if sides.denominator is None else sides.denominator


def _share(part: np.ndarray, sides: Sides) -> np.ndarray:
    expected = sides.reports[2]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(expected > 0, part / expected, np.nan)


def _accounts(computed: Sequence[Computed], shape: tuple[int, int]) -> pa.DictionaryArray:
    flat = [code for each in computed for code in each.sides.account]
    distinct = {code: at for at, code in enumerate(dict.fromkeys(flat))}
    numbers = np.array([distinct[code] for code in flat]).reshape(len(computed), 1, shape[1])
    return texts(np.broadcast_to(numbers, (len(computed), *shape)).ravel(), list(distinct))


def _vintages(computed: Sequence[Computed], shape: tuple[int, int]) -> pa.Array:
    by_period = np.stack([each.sides.vintage for each in computed])[:, None, :]
    flat = np.broadcast_to(by_period, (len(computed), *shape)).ravel()
    return pa.array(flat, pa.int64(), mask=flat < 0)
