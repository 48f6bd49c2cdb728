"""Indicators, live: asked of a snapshot, they are what its figures say at that moment.

Nothing is kept between two questions, so there is nothing to rebuild when a figure is corrected.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from populace.catalog.catalogue import Catalogue
from populace.i18n import gettext as _
from populace.i18n import join_words
from populace.indicators.account_values import Accounts
from populace.indicators.accounts import PopulationChoice
from populace.indicators.divided import in_parts
from populace.indicators.notes import Note
from populace.indicators.pooling import pool_of, pooled, reaching_back
from populace.indicators.sides import Asking, Sides, sides_of
from populace.indicators.splitting import Line, lines, missing_companions
from populace.indicators.status import estimated
from populace.indicators.table import Computed, IndicatorTable, table_of
from populace.indicators.values import values_of_sides
from populace.store.selection import Scope
from populace.store.views import View


def compute(
    snapshot: View,
    catalogue: Catalogue,
    indicator_codes: Sequence[str],
    scope: Scope,
    *,
    by: Sequence[str] = (),
    population: PopulationChoice | None = None,
    country: str | None = None,
    reporting: bool = True,
) -> IndicatorTable:
    """``indicator_codes`` and their companions for every place and period of ``scope``, split by the dimensions ``by``.

    ``population`` says by which account denominators are taken; ``country`` (ISO 3166, two letters) whose couple-year
    factors; ``reporting`` whether completeness and timeliness are looked up beside each value.

    :raises IndicatorError: an unknown indicator, a split that its numerator has not, several accounts of a denominator
        and nothing that chooses between them.
    :raises UnanswerableQuestion: what rolling up refuses.
    """
    asked = lines(snapshot.names, catalogue, indicator_codes, tuple(sorted(set(by))), country)
    accounts = Accounts(snapshot, catalogue, population or PopulationChoice(), {})
    asking = Asking(snapshot, catalogue, accounts, reporting)
    computed = [each for each in _computed(asking, asked, scope) if _any(each)]
    shown = _beside_companions(computed, catalogue)
    return IndicatorTable(
        table_of(shown, scope, estimated(snapshot, catalogue, [each.line for each in shown], scope)),
        scope,
        {code: catalogue.indicators[code].companions for code in dict.fromkeys(indicator_codes)},
        _warnings(catalogue, indicator_codes, shown),
    )


def _computed(asking: Asking, asked: Sequence[Line], scope: Scope) -> list[Computed]:
    """Lines in their order; those that pool the same number of periods are asked for together."""
    pools = [pool_of(each.indicator, scope) for each in asked]
    found: dict[int, Computed] = {}
    for pool in dict.fromkeys(pools):
        numbers = [number for number, each in enumerate(pools) if each == pool]
        these = [asked[number] for number in numbers]
        sides = _sides(asking, these, scope, pool)
        for number, line, each in zip(numbers, these, sides, strict=True):
            values = values_of_sides(line.indicator, each, scope.periods, pool, asking.catalogue)
            found[number] = Computed(line, each, values)
    return [found[number] for number in range(len(asked))]


def _sides(asking: Asking, these: Sequence[Line], scope: Scope, pool: int) -> list[Sides]:
    reaching = reaching_back(scope, pool)
    parts = in_parts(asking, these, sides_of(asking, these, reaching), reaching)
    return [pooled(each, pool) for each in parts]


def _any(computed: Computed) -> bool:
    """Whether a part has any figure; the whole is shown also where it has none, as a gap."""
    return not computed.line.breakdown.pairs or bool(np.isfinite(computed.sides.numerator).any())


def _beside_companions(computed: Sequence[Computed], catalogue: Catalogue) -> list[Computed]:
    """Values that have none of a companion beside them are marked (W1: use is never shown alone)."""
    there: dict[str, np.ndarray] = {}
    for each in computed:
        found = np.isfinite(each.values.value)
        there[each.line.code] = there.get(each.line.code, np.zeros_like(found)) | found
    return [_marked(each, there) for each in computed]


def _marked(computed: Computed, there: dict[str, np.ndarray]) -> Computed:
    companions = computed.line.indicator.companions
    if not companions:
        return computed
    nothing = np.zeros(computed.values.value.shape, bool)
    beside = np.logical_and.reduce([there.get(code, nothing) for code in companions])
    alone = np.isfinite(computed.values.value) & ~beside
    notes = computed.values.notes | np.where(alone, int(Note.ALONE), 0)
    return replace(computed, values=replace(computed.values, notes=notes))


def _warnings(catalogue: Catalogue, codes: Sequence[str], shown: Sequence[Computed]) -> tuple[str, ...]:
    said = [
        _(
            "{indicator} is to be shown with {companions}, which the catalogue has not. Declare them before you show "
            "it."
        ).format(indicator=code, companions=join_words(absent))
        for code, absent in missing_companions(catalogue, codes).items()
    ]
    alone = dict.fromkeys(
        each.line.code for each in shown if bool((each.values.notes & int(Note.ALONE)).any())
    )
    said += [
        _("{indicator} stands without {companions} in some places: show it where they are there too.").format(
            indicator=code, companions=join_words(catalogue.indicators[code].companions)
        )
        for code in alone
        if code in codes
    ]
    empty = [code for code in dict.fromkeys(codes) if not any(each.line.code == code for each in shown)]
    said += [_("{indicator} has no figures that are split so.").format(indicator=code) for code in empty]
    return tuple(said)
