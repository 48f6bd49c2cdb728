"""Indicators in plain Python, one place and one period after another, without a thought for speed.

Figures are rolled up by the plain store (``tests.agreement.store.reference``); everything after that is written here
as ``docs/methods/indicators.md`` and ``denominators.md`` tell it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import exp, hypot, log, sqrt

from scipy.stats import chi2, norm

from populace.catalog.breakdowns import Breakdown
from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.nodes import Figure, Node
from populace.catalog.expressions.python import evaluate_side
from populace.catalog.indicators import Indicator
from populace.catalog.periods import Period
from populace.places.history import PlaceHistory
from tests.agreement.store.reference import EPOCH, Key, covering, day, roll_up

Z = norm.ppf(0.975)
YEARS = range(2022, 2028)
"""The years of stocks in the tests, and one on either side."""

Rows = Mapping[Key, tuple[float, str]]


@dataclass(frozen=True)
class World:
    """The figures, and how they are looked at."""

    rows: Rows
    history: PlaceHistory
    boundaries: date | None
    catalogue: Catalogue
    account: str
    kept: dict[tuple[object, ...], float | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Value:
    numerator: float | None
    denominator: float | None
    value: float | None
    low: float | None
    high: float | None
    estimated: bool


def figure(world: World, item: Figure, place: str, period: Period) -> float | None:
    """The figure of an item that is no stock by account."""
    cells = [
        Breakdown.parse(text)
        for text in {text for _place, _period, _measure, text in world.rows}
        if set(item.only.pairs) <= set(Breakdown.parse(text).pairs)
    ]
    measure = world.catalogue.measures[item.measure]
    made = roll_up(world.rows, measure, cells, [place], period, world.history, world.boundaries)
    return made.get(place)


def stock(world: World, item: Figure, bound: str, place: str, period: Period) -> float | None:
    """The stock of an account in the middle of ``period``: of each place on the map its own, and then the sum."""
    middle = day(period.start) + period.days / 2
    on = world.boundaries or EPOCH + timedelta(days=int(middle))
    tree = world.history.on(on)
    if place not in tree:
        return None
    here = replace(world, boundaries=on)
    only = Breakdown.of(
        {**dict(item.only.pairs), "source": world.account, **({"bound": bound} if bound else {})}
    )
    found = []
    for part in tree.depth_first((place,)):
        stocks = {}
        for year in YEARS:
            left = _own(here, Figure(item.measure, only), part, tree.children(part), year)
            if left is not None:
                stocks[day(date(year + 1, 1, 1))] = left
        found.append(_between(stocks, middle))
    there = [each for each in found if each is not None]
    return sum(there) if there else None


def _own(world: World, item: Figure, part: str, children: tuple[str, ...], year: int) -> float | None:
    """What a place has besides the places below it."""
    whole, *below = (_yearly(world, item, each, year) for each in (part, *children))
    if whole is None:
        return None
    left = whole - sum(each for each in below if each is not None)
    return None if children and abs(left) <= 1e-9 * abs(whole) else left


def _yearly(world: World, item: Figure, place: str, year: int) -> float | None:
    key = world.boundaries, item, place, year
    if key not in world.kept:
        world.kept[key] = figure(world, item, place, Period.parse(str(year)))
    return world.kept[key]


def _between(stocks: Mapping[int, float], middle: float) -> float | None:
    before = max((each for each in stocks if each <= middle), default=None)
    after = min((each for each in stocks if each >= middle), default=None)
    if before is not None and after is not None:
        share = (middle - before) / (after - before) if after > before else 0.0
        return stocks[before] + share * (stocks[after] - stocks[before])
    nearest = before if after is None else after
    return None if nearest is None or abs(nearest - middle) > 366 else stocks[nearest]


def side(
    world: World, node: Node, indicator: Indicator, place: str, period: Period, bound: str
) -> float | None:
    def told(item: Node) -> float | None:
        assert isinstance(item, Figure)
        if item.measure == "population":
            return stock(world, item, bound, place, period)
        return figure(world, item, place, period)

    found = evaluate_side(node, indicator.missing, told)
    assert not isinstance(found, bool)
    return found


def both(
    world: World, indicator: Indicator, place: str, period: Period, bound: str = ""
) -> tuple[float | None, float | None]:
    """Numerator and denominator, over the pool of years that ends with ``period``."""
    length = 12 // period.length.months
    sums = None
    for step in range(indicator.pooled_years * length if indicator.pooled_years > 1 else 1):
        now = period.moved(-step)
        above = side(world, indicator.numerator, indicator, place, now, bound)
        below = side(world, indicator.denominator, indicator, place, now, bound)
        if indicator.pooled_years == 1:
            return above, below
        if above is not None and below is not None:
            sums = (sums[0] + above, sums[1] + below) if sums else (above, below)
    return sums or (None, None)


def wilson(x: float, n: float) -> tuple[float, float] | None:
    if not 0 <= x <= n or n == 0:
        return None
    p = x / n
    reach = Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return (p + Z * Z / (2 * n) - reach) / (1 + Z * Z / n), (p + Z * Z / (2 * n) + reach) / (1 + Z * Z / n)


def garwood(x: float) -> tuple[float, float]:
    if x >= 100:  # Byar's approximation, by the page on indicators
        z = norm.ppf(0.975)
        return x * (1 - 1 / (9 * x) - z / 3 / x**0.5) ** 3, (x + 1) * (
            1 - 1 / (9 * x + 9) + z / 3 / (x + 1) ** 0.5
        ) ** 3
    return (chi2.ppf(0.025, 2 * x) / 2 if x > 0 else 0.0), chi2.ppf(0.975, 2 * x + 2) / 2


def chance(kind: str, above: float, below: float) -> tuple[float, float] | None:
    if kind == "share":
        return wilson(above, below)
    low, high = garwood(above)
    return low / below, high / below


def widened(
    ratio: float, bounds: tuple[float, float] | None, below: float, of: tuple[float, float]
) -> tuple[float, float]:
    down, up = log(of[1] / below), log(below / of[0])
    if bounds is None:
        return ratio * exp(-down), ratio * exp(up)
    if ratio == 0:
        return bounds[0], bounds[1] * exp(up)
    return (
        ratio * exp(-hypot(log(ratio / bounds[0]), down)),
        ratio * exp(hypot(log(bounds[1] / ratio), up)),
    )


def value(world: World, indicator: Indicator, kind: str, place: str, period: Period, bounds: bool) -> Value:
    above, below = both(world, indicator, place, period, "median" if bounds else "")
    estimated = is_estimated(world, indicator, place, period)
    if above is None or not below:
        return Value(above, below, None, None, None, False)
    scale = indicator.factor * (365 / period.days if indicator.annualised else 1)
    ratio = above / below
    interval = chance(kind, above, below)
    if bounds:
        low, high = (both(world, indicator, place, period, each)[1] for each in ("low95", "high95"))
        if low and high and high > low:
            interval = widened(ratio, interval, below, (low, high))
    low, high = interval or (None, None)
    return Value(
        above,
        below,
        scale * ratio,
        None if low is None else scale * low,
        None if high is None else scale * high,
        estimated,
    )


def is_estimated(world: World, indicator: Indicator, place: str, period: Period) -> bool:
    length = 12 // period.length.months
    first = period.moved(1 - indicator.pooled_years * length) if indicator.pooled_years > 1 else period
    measures = {each.measure for each in _figures(indicator)} - {"population"}
    for (source, text, measure, _cell), (_value, status) in world.rows.items():
        stored = Period.parse(text)
        if measure not in measures or not (first.start <= stored.start and stored.last <= period.last):
            continue
        for _at, share in covering(world.history, [place], world.boundaries, source, day(stored.last)):
            if status != "reported" or share != 1.0:
                return True
    return False


def _figures(indicator: Indicator) -> list[Figure]:
    found = []
    ahead = [indicator.numerator, indicator.denominator]
    while ahead:
        node = ahead.pop()
        if isinstance(node, Figure):
            found.append(node)
        ahead += [each for each in (getattr(node, "left", None), getattr(node, "right", None)) if each]
    return found
