"""Accounts of a population: a census, a register, a projection of ours, figures from elsewhere, counts from services.

They are observations of one measure under a dimension whose categories are accounts (``source``), which are never
added up. A yearly figure of a stock stands on 31 December, unless the account says on which other day. An account with
an interval has its bounds as categories of ``bound``, the middle one among them.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from populace.catalog.breakdowns import Breakdown
from populace.catalog.catalogue import Catalogue
from populace.catalog.dimensions import Role
from populace.catalog.expressions.nodes import Figure
from populace.catalog.measure import Kind, OverTime
from populace.catalog.periods import Length, Period
from populace.catalog.subjects import Subject
from populace.errors import ModelError
from populace.i18n import gettext as _
from populace.i18n import join_words
from populace.indicators.errors import IndicatorError
from populace.indicators.interpolate import Interpolation
from populace.indicators.official import POPULATION, OfficialChoices
from populace.store.holdings import holdings
from populace.store.views import View

BOUND = "bound"
"""The dimension of an account's interval; its categories are ``MEDIAN`` and the bounds."""
MEDIAN = "median"
BOUNDS = ("low95", "high95")
"""The bounds that are carried into an indicator's interval of 95 %."""


@dataclass(frozen=True)
class PopulationAccount:
    """An account: what it is, and on which day of the year (month, day) its yearly stocks stand.

    :raises ModelError: a day that no year has.
    """

    code: str
    label: str = ""
    source: str = ""
    stands: tuple[int, int] = (12, 31)

    def __post_init__(self) -> None:
        try:
            date(2001, *self.stands)
        except ValueError as error:
            raise ModelError(f"account {self.code}: no year has the day {self.stands}") from error

    def day_of(self, period: Period) -> date:
        """The day on which a stock given for ``period`` stands: of a year the account's own, of any other the last."""
        return date(period.start.year, *self.stands) if period.text == str(period.start.year) else period.last


@dataclass(frozen=True)
class PopulationChoice:
    """By which account a denominator is taken, and how.

    ``account`` is taken for every year; without one, the official account of each year is, or the only one that there
    is. ``instead`` divides by another measure than an indicator is declared with (``births`` by ``expected_births``,
    say). ``accounts`` tell what is particular to some.
    """

    account: str | None = None
    official: OfficialChoices = field(default_factory=OfficialChoices)
    known: date | None = None
    interpolation: Interpolation = Interpolation.LINEAR
    instead: Mapping[str, str] = field(default_factory=dict)
    accounts: tuple[PopulationAccount, ...] = ()

    def declared(self, code: str) -> PopulationAccount:
        """The account ``code`` as it was declared, or as every account is."""
        return next((each for each in self.accounts if each.code == code), PopulationAccount(code))


@dataclass(frozen=True)
class Holding:
    """What there is of one account of a measure: periods, breakdowns, bounds and the newest vintage."""

    account: str
    periods: tuple[Period, ...]
    breakdowns: frozenset[str]
    bounds: frozenset[str]
    vintage: int

    @property
    def uncertain(self) -> bool:
        """Whether it has the bounds of 95 %."""
        return set(BOUNDS) <= self.bounds

    @property
    def yearly(self) -> bool:
        """Whether all its figures are of calendar years."""
        return all(each.length is Length.YEAR and each.start.month == 1 for each in self.periods)


def dimension_of(catalogue: Catalogue, measure: str) -> str | None:
    """The dimension that tells the accounts of ``measure`` apart, if it has one."""
    dimensions = catalogue.measures[measure].dimensions if measure in catalogue.measures else frozenset()
    accounts = (
        code
        for code in sorted(dimensions - {BOUND})
        if code in catalogue.dimensions and catalogue.dimensions[code].role is Role.ACCOUNTS
    )
    return next(accounts, None)


def of_accounts(catalogue: Catalogue, measure: str) -> bool:
    """Whether figures of ``measure`` are taken through its accounts: it has some, or it is a stock of residents."""
    known = catalogue.measures.get(measure)
    if known is None:
        return False
    residents = (
        known.kind is Kind.STOCK and known.subject is Subject.POPULATION and known.over_time is OverTime.LAST
    )
    return residents or dimension_of(catalogue, measure) is not None


def held(view: View, catalogue: Catalogue, measure: str) -> dict[str, Holding]:
    """The accounts of ``measure`` in the store by their codes; figures without one are the account ``""``."""
    dimension = dimension_of(catalogue, measure)
    found: dict[str, list[tuple[Breakdown, str, int]]] = {}
    rows = holdings(view, measure)
    for text, period, vintage in zip(
        rows["breakdown"].to_pylist(), rows["period"].to_pylist(), rows["vintage"].to_pylist(), strict=True
    ):
        cell = _parsed(text)
        account = (cell.category(dimension) if dimension else None) or ""
        found.setdefault(account, []).append((cell, period, vintage))
    return {
        account: Holding(
            account,
            tuple(sorted({Period.parse(period) for _cell, period, _v in cells})),
            frozenset(cell.text for cell, _p, _v in cells),
            frozenset(filter(None, (cell.category(BOUND) for cell, _p, _v in cells))),
            max(vintage for _c, _p, vintage in cells),
        )
        for account, cells in sorted(found.items())
    }


def chosen(
    choice: PopulationChoice, accounts: Mapping[str, Holding], measure: str, year: int, fixed: str | None
) -> str | None:
    """The account by which ``measure`` is taken in ``year``; ``None`` where there is no figure at all.

    ``fixed`` is the account that an expression names itself.

    :raises IndicatorError: several accounts, and nothing that chooses between them.
    """
    if fixed is not None:
        return fixed
    if choice.account is not None and (choice.account in accounts or measure == POPULATION):
        return choice.account
    for of in (measure, POPULATION):
        official = choice.official.on(year, of, choice.known)
        if official is not None and (official.account in accounts or of == measure):
            return official.account
    if len(accounts) > 1:
        raise IndicatorError(
            _(
                "{measure} of {year} is told by several accounts ({accounts}). Name one, or declare the official one "
                "of that year."
            ).format(measure=measure, year=year, accounts=join_words([each or "-" for each in accounts]))
        )
    return next(iter(accounts), None)


def narrowed_to(figure: Figure, dimension: str | None, account: str, bound: str | None) -> Figure:
    """``figure`` as ``account`` tells it, and of its interval the ``bound``."""
    pairs = dict(figure.only.pairs)
    if dimension is not None and account:
        pairs[dimension] = account
    if bound is not None:
        pairs[BOUND] = bound
    return Figure(figure.measure, Breakdown.of(pairs))


def days_in_year(year: int) -> int:
    """365, of a leap year 366."""
    return 366 if calendar.isleap(year) else 365


@lru_cache(maxsize=10_000)
def _parsed(text: str) -> Breakdown:
    return Breakdown.parse(text)
