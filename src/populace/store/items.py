"""What is rolled up: a measure in some of its cells, by the rules of the measure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from populace.catalog.breakdowns import WHOLE, Breakdown
from populace.catalog.catalogue import Catalogue
from populace.catalog.dimensions import Role
from populace.catalog.measure import Measure, OverPlaces, OverTime
from populace.i18n import gettext as _
from populace.i18n import join_words
from populace.store.cells import cells_within, parsed, projected
from populace.store.errors import UnanswerableQuestion
from populace.store.names import Names


@dataclass(frozen=True)
class Item:
    """One figure to be made: the sum of ``breakdowns`` (numbers) of the measure with this ``number``.

    ``every`` says that these are all the cells of the measure. ``straddling`` are cells that lie in it with only a part
    of their ages: no place may have a figure in one.
    """

    measure: Measure
    number: int
    breakdowns: tuple[int, ...]
    lengths: frozenset[int]
    every: bool
    straddling: tuple[int, ...] = ()
    only: Breakdown = WHOLE

    @property
    def rules(self) -> tuple[OverTime, OverPlaces]:
        """How it is rolled up over time, then over places."""
        return OverTime(self.measure.over_time), OverPlaces(self.measure.over_places)


@dataclass(frozen=True)
class Cells:
    """The cells that figures of a measure ever had: breakdown numbers, with the lengths of their periods."""

    lengths: Mapping[int, frozenset[int]]

    @classmethod
    def of(cls, names: Names, measure: int) -> "Cells":
        """Those of the measure with this number."""
        found: dict[int, set[int]] = {}
        for of_measure, breakdown, length in names.cells:
            if of_measure == measure:
                found.setdefault(breakdown, set()).add(length)
        return cls({breakdown: frozenset(lengths) for breakdown, lengths in found.items()})

    def lengths_of(self, breakdowns: Iterable[int]) -> frozenset[int]:
        """Numbers of the lengths of the periods in which any of ``breakdowns`` is given."""
        return frozenset(length for each in breakdowns for length in self.lengths[each])


def item(names: Names, catalogue: Catalogue, code: str, only: Breakdown) -> Item | None:
    """The item for the cells of measure ``code`` that ``only`` names; None where the store has no such figure.

    :raises UnanswerableQuestion: an unknown measure, or cells of several accounts of the same thing.
    """
    measure = _measure(catalogue, code)
    number = names.measure_number.get(code)
    if number is None:
        return None
    cells = Cells.of(names, number)
    within = cells_within(names.breakdowns, only)
    inside = tuple(each for each in within.inside if each in cells.lengths)
    straddling = tuple(each for each in within.straddling if each in cells.lengths)
    if not inside and not straddling:
        return None
    _refuse_several_accounts(names, catalogue, code, only.dimensions, inside)
    return Item(
        measure,
        number,
        inside,
        cells.lengths_of((*inside, *straddling)),
        len(inside) == len(cells.lengths),
        straddling,
        only,
    )


def items_by(
    names: Names, catalogue: Catalogue, code: str, only: Breakdown, by: Sequence[str]
) -> dict[str, Item]:
    """Items for the cells that ``only`` names, split by the dimensions ``by``: by the text of their categories there.

    :raises UnanswerableQuestion: as ``item`` does.
    """
    measure = _measure(catalogue, code)
    number = names.measure_number.get(code)
    if number is None:
        return {}
    cells = Cells.of(names, number)
    within = cells_within(names.breakdowns, only)
    inside = [each for each in within.inside if each in cells.lengths]
    straddling = tuple(each for each in within.straddling if each in cells.lengths)
    _refuse_several_accounts(names, catalogue, code, only.dimensions | set(by), inside)
    return {
        text: Item(
            measure,
            number,
            tuple(breakdowns),
            cells.lengths_of((*breakdowns, *straddling)),
            len(breakdowns) == len(cells.lengths),
            straddling,
            only,
        )
        for text, breakdowns in projected(names.breakdowns, inside, by).items()
    }


def _measure(catalogue: Catalogue, code: str) -> Measure:
    measure = catalogue.measures.get(code)
    if measure is None:
        raise UnanswerableQuestion(
            _("There is no measure {measure} in the catalogue, so nobody can say how it adds up.").format(
                measure=code
            )
        )
    return measure


def _refuse_several_accounts(
    names: Names, catalogue: Catalogue, code: str, chosen: Iterable[str], breakdowns: Sequence[int]
) -> None:
    for dimension in catalogue.dimensions.values():
        if dimension.role is not Role.ACCOUNTS or dimension.code in chosen:
            continue
        accounts = {parsed(names.breakdowns[each]).category(dimension.code) for each in breakdowns}
        if len(accounts) > 1:
            raise UnanswerableQuestion(
                _(
                    "{measure} is given by several accounts of {dimension} ({accounts}), which are never added up. "
                    "Choose one: {measure}.{dimension}=…"
                ).format(
                    measure=code,
                    dimension=dimension.code,
                    accounts=join_words(sorted(each or "-" for each in accounts)),
                )
            )
