"""All accounts of one population side by side, each beside the official one."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from populace.catalog.breakdowns import WHOLE, Breakdown
from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.nodes import Figure
from populace.indicators.account_values import Accounts, AccountValues
from populace.indicators.accounts import PopulationChoice, dimension_of
from populace.indicators.interpolate import year_of
from populace.indicators.official import POPULATION
from populace.store.selection import Scope
from populace.store.tables import texts
from populace.store.views import View


def compare_accounts(
    snapshot: View,
    catalogue: Catalogue,
    scope: Scope,
    *,
    measure: str = POPULATION,
    only: Breakdown = WHOLE,
    choice: PopulationChoice | None = None,
) -> pa.Table:
    """Every account of ``measure`` (the cells that ``only`` names) for each place and period of ``scope``.

    Stocks are those of the middle of each period, as a denominator takes them. Columns ``place``, ``period``,
    ``account``, ``value``, ``low``, ``high`` (bounds of 95 %), ``held`` (the nearest stock stands for a day outside),
    ``vintage``, ``official`` and ``ratio``: the value over that of the official account of the year, null where no
    account is official or it has no figure.
    """
    choice = choice or PopulationChoice()
    accounts = Accounts(snapshot, catalogue, choice, {})
    dimension = dimension_of(catalogue, measure)
    told = accounts.of(measure)
    figures = {
        account: Figure(measure, _of(only, dimension, account) if dimension and account else only)
        for account in told
    }
    values = accounts.values(figures.values(), scope) if figures else {}
    official = [_official(choice, measure, year_of(period)) for period in scope.periods]
    return _table(scope, [values[figure] for figure in figures.values()], tuple(figures), official)


def _of(only: Breakdown, dimension: str, account: str) -> Breakdown:
    return Breakdown.of({**dict(only.pairs), dimension: account})


def _official(choice: PopulationChoice, measure: str, year: int) -> str | None:
    if choice.account is not None:
        return choice.account
    found = choice.official.on(year, measure, choice.known) or choice.official.on(
        year, POPULATION, choice.known
    )
    return None if found is None else found.account


def _table(
    scope: Scope, values: Sequence[AccountValues], accounts: tuple[str, ...], official: Sequence[str | None]
) -> pa.Table:
    shape = len(accounts), len(scope.places), len(scope.periods)
    value = _stack([each.value for each in values], shape)
    is_official = np.array([[account == each for each in official] for account in accounts], bool).reshape(
        shape[0], 1, shape[2]
    )
    divisor = np.where(is_official, value, np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = value / np.fmax.reduce(divisor, axis=0, initial=np.nan)
    account, place, period = np.unravel_index(np.arange(np.prod(shape)), shape)
    vintage = np.array([each.vintage for each in values], np.int64).reshape(shape[0], 1, shape[2])
    return pa.table(
        {
            "place": texts(place, scope.places),
            "period": texts(period, [each.text for each in scope.periods]),
            "account": texts(account, accounts),
            "value": pa.array(value.ravel(), from_pandas=True),
            "low": pa.array(_stack([each.low for each in values], shape).ravel(), from_pandas=True),
            "high": pa.array(_stack([each.high for each in values], shape).ravel(), from_pandas=True),
            "held": pa.array(_stack([each.held for each in values], shape).ravel().astype(bool)),
            "vintage": pa.array(np.broadcast_to(vintage, shape).ravel()),
            "official": pa.array(np.broadcast_to(is_official, shape).ravel()),
            "ratio": pa.array(np.where(np.isfinite(ratio), ratio, np.nan).ravel(), from_pandas=True),
        }
    )


def _stack(arrays: Sequence[np.ndarray], shape: tuple[int, int, int]) -> np.ndarray:
    return np.array(arrays).reshape(shape)
