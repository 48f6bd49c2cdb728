"""Indicators for places and periods, each value with what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from populace.catalog.catalogue import Catalogue
from populace.catalog.indicators import Indicator
from populace.i18n import N_
from populace.indicators.asked import asked, with_companions
from populace.indicators.intervals import interval_of, is_small, limits
from populace.indicators.official import NO_CHOICE, OfficialChoice
from populace.indicators.population import Accounts, Grid
from populace.indicators.reporting import Reported, forms_of, reported
from populace.indicators.sides import Key, Sides, sides_of
from populace.store.selection import Scope
from populace.store.snapshot import Snapshot

DAYS_IN_YEAR = 365.0
"""By which values are put at the pace of a year, as DHIS2 does it, in leap years too."""

SMALL = N_("The numbers are small: chance moves the value far.")
ABOVE_WHOLE = N_("More than the whole: one of the two counts is of other people than the other.")
UNDECIDED = N_("No account of the population is chosen for this year, or the chosen one has no figure.")
DIVIDED = N_("Shares of places whose borders changed are in it.")

COLUMNS = (
    "indicator", "place", "period", "breakdown", "numerator", "denominator", "value", "low", "high",
    "completeness", "timeliness", "source", "status", "note",
)  # fmt: skip


@dataclass(frozen=True)
class IndicatorTable:
    """``rows`` has ``COLUMNS``: texts, float64 in the unit of the indicator (sides as counts), shares of reports.

    Rows stand in the order of indicators, cells, places and periods; a value that is missing is null, never zero.
    ``low`` and ``high`` are of 95 %. ``source`` is the account of the population in the denominator; ``status`` is
    ``estimated`` where shares of divided places are in it. ``note`` is a text to be translated. ``absent`` are
    companions that the catalogue does not have: what they would say is missing beside the others (W1 of the charter).
    """

    rows: pa.Table
    definitions: dict[Key, Indicator]
    absent: tuple[str, ...] = ()

    def to_table(self) -> pa.Table:
        """The rows."""
        return self.rows


@dataclass(frozen=True)
class How:
    """What is asked beside the codes: a dimension to split by, the account of the population, the country.

    ``country`` (ISO 3166, two letters) matters to couple-years. ``reports``: whether completeness is asked for too.
    """

    by: str = ""
    official: OfficialChoice = field(default=NO_CHOICE)
    country: str = ""
    companions: bool = True
    reports: bool = True


PLAINLY = How()


def compute(
    snapshot: Snapshot, catalogue: Catalogue, codes: Sequence[str], scope: Scope, how: How = PLAINLY
) -> IndicatorTable:
    """The indicators ``codes`` and their companions for every place and period of ``scope``.

    :raises UnknownIndicator: a code that no indicator has, or a split that there is not.
    :raises UnanswerableQuestion: figures that cannot be added up as asked; the text says what to ask instead.
    """
    wanted, absent = with_companions(codes, catalogue)
    if not how.companions:
        wanted, absent = tuple(dict.fromkeys(codes)), ()
    definitions = asked(wanted, how.by, snapshot, scope, catalogue, how.country)
    accounts = Accounts(snapshot, catalogue, how.official)
    sides = sides_of(definitions, accounts, scope, catalogue)
    low_high = _bounds(definitions, sides, accounts, scope, catalogue)
    forms = {key: forms_of(each, catalogue) if how.reports else () for key, each in definitions.items()}
    complete = reported(forms.values(), snapshot, scope, catalogue)
    estimated = _estimated(scope)
    parts = [
        _rows(key, definitions[key], sides[key], low_high[key], complete[forms[key]], estimated, scope)
        for key in definitions
    ]
    rows = pa.concat_tables(parts) if parts else _EMPTY
    return IndicatorTable(rows, definitions, absent)


def values_of(indicator: Indicator, numerator: Grid, denominator: Grid | None, scope: Scope) -> Grid:
    """``factor × numerator / denominator``, at the pace of a year where the indicator says so; NaN is missing."""
    made = indicator.factor * numerator
    if indicator.annualised:
        made = made * (DAYS_IN_YEAR / np.array([period.days for period in scope.periods]))
    if denominator is None:
        return made
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(denominator == 0, np.nan, made / denominator)


def _bounds(
    definitions: dict[Key, Indicator],
    sides: dict[Key, Sides],
    accounts: Accounts,
    scope: Scope,
    catalogue: Catalogue,
) -> dict[Key, tuple[Grid, Grid]]:
    """Low and high value of each: chance, and the interval of a projected denominator around that.

    A denominator's own limits are those of 95 % that its account came with. The low value is that of the low events
    over the high denominator: wider than 95 % together, and never narrower.
    """
    found = {}
    of_account = {
        key: each
        for key, each in definitions.items()
        if sides[key].needs_account and each.denominator is not None
    }
    ends = {
        bound: sides_of(of_account, replace(accounts, bound=bound), scope, catalogue) if of_account else {}
        for bound in ("low95", "high95")
    }
    for key, indicator in definitions.items():
        made = sides[key]
        if made.denominator is None:
            found[key] = (np.full_like(made.numerator, np.nan),) * 2
            continue
        low, high = (
            indicator.factor * limit
            for limit in limits(interval_of(indicator), made.numerator, made.denominator)
        )
        if key in of_account:
            value = values_of(indicator, made.numerator, made.denominator, scope)
            low = _moved(
                np.where(np.isnan(low), value, low), made.denominator, ends["high95"][key].denominator, low
            )
            high = _moved(
                np.where(np.isnan(high), value, high), made.denominator, ends["low95"][key].denominator, high
            )
        found[key] = (low, high)
    return found


def _moved(limit: Grid, denominator: Grid, end: Grid | None, otherwise: Grid) -> Grid:
    """``limit`` over another denominator, where that has one; else what it was."""
    if end is None:
        return otherwise
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(np.isnan(end) | (end == 0), otherwise, limit * denominator / end)


def _rows(
    key: Key,
    indicator: Indicator,
    made: Sides,
    limit: tuple[Grid, Grid],
    complete: Reported,
    estimated: NDArray[np.bool_],
    scope: Scope,
) -> pa.Table:
    value = values_of(indicator, made.numerator, made.denominator, scope)
    denominator = np.full_like(value, np.nan) if made.denominator is None else made.denominator
    shape = value.shape
    places, periods = np.indices(shape).reshape(2, -1)
    there = ~np.isnan(value)
    numbers = {
        "numerator": made.numerator, "denominator": denominator, "value": value, "low": limit[0], "high": limit[1],
        "completeness": complete.completeness, "timeliness": complete.timeliness,
    }  # fmt: skip
    columns = {
        "indicator": _same(key[0], value.size),
        "place": _coded(places, scope.places),
        "period": _coded(periods, [period.text for period in scope.periods]),
        "breakdown": _same(key[1], value.size),
        **{
            name: pa.array(np.broadcast_to(grid, shape).ravel(), pa.float64(), from_pandas=True)
            for name, grid in numbers.items()
        },
        "source": _coded(periods, made.sources),
        "status": _coded((there & estimated).ravel().astype(np.int64), ("reported", "estimated")),
        "note": _notes(indicator, made.needs_account, made.numerator, denominator, value, estimated),
    }
    return pa.table(columns).select(COLUMNS)


def _notes(
    indicator: Indicator,
    needs_account: bool,
    numerator: Grid,
    denominator: Grid,
    value: Grid,
    estimated: NDArray[np.bool_],
) -> pa.DictionaryArray:
    kind = interval_of(indicator)
    there = ~np.isnan(value)
    with np.errstate(invalid="ignore"):
        above = there & (indicator.unit == "%") & (numerator > denominator)
    small = there & is_small(kind, numerator, denominator)
    undecided = needs_account & np.isnan(denominator) & ~np.isnan(numerator)
    code = np.select([above, undecided, small, there & estimated], [1, 2, 3, 4], 0)
    return _coded(code.ravel(), ("", ABOVE_WHOLE, UNDECIDED, SMALL, DIVIDED))


def _estimated(scope: Scope) -> NDArray[np.bool_]:
    """Where shares of divided places count, ``(place, period)``."""
    cover = scope.history.coverage(scope.places, scope.boundaries)
    found = np.zeros((len(scope.places), len(scope.periods)), dtype=bool)
    parted = cover.taken(cover.share < 1.0)
    for at, period in enumerate(scope.periods):
        first, last = (day.toordinal() - _EPOCH for day in (period.start, period.last))
        found[parted.target[(parted.first <= last) & (parted.last >= first)], at] = True
    return found


def _coded(codes: NDArray[np.int64], texts: Sequence[str]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(list(texts), pa.string()))


def _same(text: str, count: int) -> pa.DictionaryArray:
    return _coded(np.zeros(count, dtype=np.int64), (text,))


_EPOCH = 719163
"""The ordinal of 1970-01-01, from which the places' days are counted."""

_EMPTY = pa.table({name: pa.array([], pa.string()) for name in COLUMNS})
