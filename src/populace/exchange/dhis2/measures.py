"""Data elements as measures, and categories as dimensions."""

from populace.catalog.dimensions import Category, Dimension
from populace.catalog.measure import Kind, Measure, OverPlaces, OverTime
from populace.exchange.dhis2 import objects as o
from populace.exchange.dhis2.cells import Cells
from populace.exchange.dhis2.metadata import Metadata

ROLL_UPS: dict[str, tuple[Kind, OverTime, OverPlaces]] = {
    "SUM": (Kind.FLOW, OverTime.SUM, OverPlaces.SUM),
    "AVERAGE": (Kind.RATE, OverTime.AVERAGE, OverPlaces.AVERAGE),
    "AVERAGE_SUM_ORG_UNIT": (Kind.STOCK, OverTime.AVERAGE, OverPlaces.SUM),
    "LAST": (Kind.STOCK, OverTime.LAST, OverPlaces.SUM),
    "LAST_AVERAGE_ORG_UNIT": (Kind.RATE, OverTime.LAST, OverPlaces.AVERAGE),
    "LAST_LAST_ORG_UNIT": (Kind.RATE, OverTime.LAST, OverPlaces.NONE),
    "LAST_IN_PERIOD": (Kind.STOCK, OverTime.LAST, OverPlaces.SUM),
    "LAST_IN_PERIOD_AVERAGE_ORG_UNIT": (Kind.RATE, OverTime.LAST, OverPlaces.AVERAGE),
    "FIRST": (Kind.STOCK, OverTime.FIRST, OverPlaces.SUM),
    "FIRST_AVERAGE_ORG_UNIT": (Kind.RATE, OverTime.FIRST, OverPlaces.AVERAGE),
    "FIRST_FIRST_ORG_UNIT": (Kind.RATE, OverTime.FIRST, OverPlaces.NONE),
    "MIN": (Kind.RATE, OverTime.LEAST, OverPlaces.LEAST),
    "MAX": (Kind.RATE, OverTime.GREATEST, OverPlaces.GREATEST),
    "MIN_SUM_ORG_UNIT": (Kind.STOCK, OverTime.LEAST, OverPlaces.SUM),
    "MAX_SUM_ORG_UNIT": (Kind.STOCK, OverTime.GREATEST, OverPlaces.SUM),
}
"""DHIS2's ``AggregationType``, over time and then over organisation units, as what it means here.

A figure that is summed over time is a flow; one that is summed over places only is a stock; others are rates. ``LAST``
looks back ten years in DHIS2 and into the period asked for here, as ``LAST_IN_PERIOD`` does.
"""

NO_ROLL_UP = (Kind.RATE, OverTime.NONE, OverPlaces.NONE)
"""Of ``NONE``, ``CUSTOM``, ``COUNT``, ``STDDEV``, ``VARIANCE``, ``DEFAULT``: nothing for a longer period or above."""

_WHOLE = frozenset({"INTEGER_POSITIVE", "INTEGER_ZERO_OR_POSITIVE", "BOOLEAN", "TRUE_ONLY"})


def measure_of(element: o.DataElement, metadata: Metadata, cells: Cells) -> Measure:
    """The data element as a measure, split by its categories and by those of the data sets that ask for it."""
    kind, over_time, over_places = ROLL_UPS.get(element.aggregation_type, NO_ROLL_UP)
    sets = metadata.sets_of.get(element.id, ())
    split = [
        cells.dimensions(metadata.combo_of(element, each))
        | cells.dimensions(metadata.attribute_combo_of(each))
        for each in sets
    ] or [cells.dimensions(metadata.combo_of(element))]
    required = frozenset.intersection(*split)
    return Measure(
        element.id,
        element.name,
        kind,
        "%" if element.value_type == "PERCENTAGE" else "",
        names=_names(element),
        required=required,
        optional=frozenset.union(*split) - required,
        over_time=over_time,
        over_places=over_places,
        whole=element.value_type in _WHOLE,
    )


def _names(element: o.DataElement) -> tuple[str, ...]:
    given = (element.id, element.code, element.name, element.short_name, element.form_name)
    return tuple(dict.fromkeys(name.lower() for name in given if name))


def dimensions_of(metadata: Metadata, cells: Cells) -> dict[str, Dimension]:
    """The categories that something is split by, with their options."""
    options = {each.id: each for each in metadata.category_options}
    used = {uid for combo in metadata.combos for uid in cells.dimensions(combo)}
    return {
        each.id: Dimension(
            each.id,
            each.name,
            tuple(Category(ref.id, options[ref.id].name) for ref in _once(each.category_options)),
        )
        for each in metadata.categories
        if each.id in used
    }


def _once(refs: tuple[o.Ref, ...]) -> list[o.Ref]:
    return list({ref.id: ref for ref in refs}.values())
