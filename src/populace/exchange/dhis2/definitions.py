"""Indicators, validation rules and colours as definitions of the catalogue; what cannot be bound is reported."""

from collections.abc import Mapping
from typing import TypeVar

from populace.catalog.catalogue import Catalogue
from populace.catalog.constructs import Construct, Scoring
from populace.catalog.expressions.functions import Kind
from populace.catalog.expressions.mistakes import ExpressionError
from populace.catalog.expressions.nodes import (
    Constant,
    GroupCount,
    IndicatorValue,
    Missing,
    Node,
    Number,
    Reporting,
)
from populace.catalog.expressions.parser import parse
from populace.catalog.expressions.walk import leaves
from populace.catalog.indicators import Indicator
from populace.catalog.rules import Importance, Operator, Rule, Side
from populace.exchange.dhis2 import objects as o
from populace.exchange.dhis2.binder import MetadataBinder
from populace.exchange.dhis2.metadata import Metadata
from populace.exchange.dhis2.periods import LENGTHS
from populace.exchange.dhis2.report import Fault
from populace.i18n import gettext as _

T = TypeVar("T")


def indicators_of(
    metadata: Metadata, binder: MetadataBinder, known: Catalogue
) -> tuple[dict[str, Indicator], list[Fault]]:
    """The indicators by uid; ``known`` has the forms, constants and groups that they may name."""
    types = {each.id: each for each in metadata.indicator_types}
    found: dict[str, Indicator] = {}
    faults = []
    for each in metadata.indicators:
        kind = types[each.indicator_type.id] if each.indicator_type else o.IndicatorType(id="")
        try:
            found[each.id] = _indicator(each, kind, binder, known)
        except ExpressionError as error:
            faults.append(_fault("indicators", each, str(error)))
    faults += _without_loose_ends(metadata, found)
    return found, faults


def _indicator(
    each: o.Indicator, kind: o.IndicatorType, binder: MetadataBinder, known: Catalogue
) -> Indicator:
    denominator: Node | None = _bound(each.denominator, binder, known)
    if denominator == Number(1):
        denominator = None
    return Indicator(
        each.id,
        each.name,
        _bound(each.numerator, binder, known),
        denominator,
        factor=kind.factor,
        unit="%" if kind.factor == 100 else "",
        annualised=each.annualized,
        missing=Missing.SKIP_IF_ALL,
        decimals=1 if each.decimals is None else each.decimals,
        note=each.description or "",
        source="DHIS2",
        numerator_label=each.numerator_description or "",
        denominator_label=each.denominator_description or "",
    )


def _without_loose_ends(metadata: Metadata, found: dict[str, Indicator]) -> list[Fault]:
    """Take out indicators that ask for one that is not there, and those that ask for these."""
    faults = []
    by_uid = {each.id: each for each in metadata.indicators}
    while loose := [code for code, each in found.items() if not _asked_indicators(each) <= found.keys()]:
        for code in loose:
            del found[code]
            faults.append(
                _fault("indicators", by_uid[code], _("it asks for an indicator that is not there."))
            )
    return faults


def _asked_indicators(each: Indicator) -> set[str]:
    sides = [side for side in (each.numerator, each.denominator) if side is not None]
    return {leaf.code for side in sides for leaf in leaves(side) if isinstance(leaf, IndicatorValue)}


def rules_of(
    metadata: Metadata, binder: MetadataBinder, known: Catalogue
) -> tuple[dict[str, Rule], list[Fault]]:
    """The validation rules by uid."""
    found: dict[str, Rule] = {}
    faults = []
    for each in metadata.validation_rules:
        try:
            found[each.id] = _rule(each, binder, known)
        except ExpressionError as error:
            faults.append(_fault("validationRules", each, str(error)))
        except (ValueError, KeyError) as error:
            faults.append(_fault("validationRules", each, _("{word} is not known here.").format(word=error)))
    return found, faults


def _rule(each: o.ValidationRule, binder: MetadataBinder, known: Catalogue) -> Rule:
    return Rule(
        each.id,
        each.name,
        _side(each.left_side, binder, known),
        Operator(each.operator),
        _side(each.right_side, binder, known),
        LENGTHS[each.period_type],
        importance=Importance(each.importance),
        instruction=each.instruction or "",
        source="DHIS2",
    )


def _side(side: o.RuleSide, binder: MetadataBinder, known: Catalogue) -> Side:
    if side.sliding_window:
        raise ExpressionError(_("Sliding windows are not read."), _("Compare the figures of a period."))
    return Side(
        _bound(side.expression, binder, known), side.description or "", Missing(side.missing_value_strategy)
    )


def _bound(text: str, binder: MetadataBinder, known: Catalogue) -> Node:
    """The tree of an expression, whose every leaf is known.

    :raises ExpressionError: it cannot be read, or names what is not there.
    """
    node = parse(text, binder=binder, wanted=Kind.NUMBER)
    for leaf in leaves(node):
        missing = _missing(leaf, known)
        if missing:
            raise ExpressionError(
                _("{item} is not in the files.").format(item=missing), _("Import the metadata that has it.")
            )
    return node


def _missing(leaf: Node, known: Catalogue) -> str:
    match leaf:
        case Constant(code) if code not in known.constants:
            return f"C{{{code}}}"
        case GroupCount(group) if group not in known.groups:
            return f"OUG{{{group}}}"
        case Reporting(form, rate) if form not in known.forms:
            return f"R{{{form}.{rate.value}}}"
    return ""


def constructs_of(metadata: Metadata) -> dict[str, Construct]:
    """Colours by value on data elements and indicators, and expected bounds of data elements.

    They are declared as what they are, judgements on figures, so that the charter's lint can look at each.
    """
    sets = {each.id: each for each in metadata.legend_sets}
    found = {}
    judged: list[o.DataElement | o.Indicator] = [*metadata.data_elements, *metadata.indicators]
    for each in judged:
        for ref in each.legend_sets:
            code = f"{ref.id}-{each.id}"
            found[code] = Construct(
                code, sets[ref.id].name, Scoring.COLOUR, each.id, source="DHIS2 legendSet"
            )
    for element in dict.fromkeys(bound.data_element.id for bound in metadata.min_max_data_elements):
        code = f"minmax-{element}"
        label = metadata.elements[element].name
        found[code] = Construct(code, label, Scoring.THRESHOLD, element, source="DHIS2 minMaxDataElement")
    return found


def groups_of(metadata: Metadata) -> Mapping[str, frozenset[str]]:
    """The places of each group of organisation units."""
    return {
        each.id: frozenset(ref.id for ref in each.organisation_units)
        for each in metadata.organisation_unit_groups
    }


def _fault(kind: str, each: o.ById, message: str) -> Fault:
    return Fault(kind, each.id, each.name, message, _("Mend it in DHIS2 and export it again."))
