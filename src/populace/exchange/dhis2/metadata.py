"""DHIS2's metadata, as far as it is kept: frozen, one JSON document in and out."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, TypeVar

import msgspec

from populace.exchange.dhis2 import objects as o

DEFAULT = "default"
"""The name of the category, option and combination of what is not split, in every installation."""

_DEFAULT_OPTION, _DEFAULT_CATEGORY = "xYerKDKCefk", "GLevLNI9wkl"
DEFAULT_COMBO, DEFAULT_CELL = "bjDvmb4bfuf", "HllvX50cXC0"
"""Their uids in installations of today (DHIS2 ``CategoryCombo.DEFAULT…``); older ones made up their own."""

T = TypeVar("T", bound=o.ById)


class Metadata(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True, dict=True):
    """The objects by type, in the order in which they were given.

    As read, references may lead nowhere; ``wholeness.whole`` makes one whose references all lead somewhere, and whose
    default combination is there.
    """

    organisation_units: tuple[o.OrganisationUnit, ...] = ()
    organisation_unit_levels: tuple[o.OrganisationUnitLevel, ...] = ()
    organisation_unit_groups: tuple[o.OrganisationUnitGroup, ...] = ()
    organisation_unit_group_sets: tuple[o.OrganisationUnitGroupSet, ...] = ()
    category_options: tuple[o.CategoryOption, ...] = ()
    categories: tuple[o.Category, ...] = ()
    category_combos: tuple[o.CategoryCombo, ...] = ()
    category_option_combos: tuple[o.CategoryOptionCombo, ...] = ()
    option_sets: tuple[o.OptionSet, ...] = ()
    options: tuple[o.Option, ...] = ()
    data_elements: tuple[o.DataElement, ...] = ()
    data_element_groups: tuple[o.DataElementGroup, ...] = ()
    data_sets: tuple[o.DataSet, ...] = ()
    sections: tuple[o.Section, ...] = ()
    indicator_types: tuple[o.IndicatorType, ...] = ()
    indicators: tuple[o.Indicator, ...] = ()
    indicator_groups: tuple[o.IndicatorGroup, ...] = ()
    validation_rules: tuple[o.ValidationRule, ...] = ()
    validation_rule_groups: tuple[o.ValidationRuleGroup, ...] = ()
    legend_sets: tuple[o.LegendSet, ...] = ()
    min_max_data_elements: tuple[o.MinMax, ...] = ()
    constants: tuple[o.Constant, ...] = ()

    @classmethod
    def from_json(cls, content: bytes) -> "Metadata":
        """From what ``to_json`` wrote.

        :raises msgspec.ValidationError: it was not written by it.
        """
        return msgspec.json.decode(content, type=cls)

    def to_json(self) -> bytes:
        """One document, which DHIS2 imports as metadata."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1)

    @cached_property
    def places(self) -> Mapping[str, o.OrganisationUnit]:
        """Organisation units by uid."""
        return _by_id(self.organisation_units)

    @cached_property
    def elements(self) -> Mapping[str, o.DataElement]:
        """Data elements by uid."""
        return _by_id(self.data_elements)

    @cached_property
    def sets(self) -> Mapping[str, o.DataSet]:
        """Data sets by uid."""
        return _by_id(self.data_sets)

    @cached_property
    def combos(self) -> Mapping[str, o.CategoryCombo]:
        """Category combinations by uid."""
        return _by_id(self.category_combos)

    @cached_property
    def cells(self) -> Mapping[str, o.CategoryOptionCombo]:
        """Category option combinations by uid."""
        return _by_id(self.category_option_combos)

    @cached_property
    def sets_of(self) -> Mapping[str, tuple[o.DataSet, ...]]:
        """The data sets that ask for a data element, by its uid."""
        found: dict[str, list[o.DataSet]] = {}
        for each in self.data_sets:
            for element in each.data_set_elements:
                found.setdefault(element.data_element.id, []).append(each)
        return {element: tuple(sets) for element, sets in found.items()}

    @cached_property
    def default_combo(self) -> str:
        """The uid of the combination of what is not split."""
        named = (each.id for each in self.category_combos if is_default(each, DEFAULT_COMBO))
        return next(named, DEFAULT_COMBO)

    @cached_property
    def default_cell(self) -> str:
        """The uid of its only cell."""
        its = (
            each.id for each in self.category_option_combos if each.category_combo.id == self.default_combo
        )
        return next(its, DEFAULT_CELL)

    def combo_of(self, element: o.DataElement, data_set: o.DataSet | None = None) -> str:
        """The uid of the combination that splits ``element``, in ``data_set`` where that has its own."""
        if data_set is not None:
            for each in data_set.data_set_elements:
                if each.data_element.id == element.id and each.category_combo is not None:
                    return each.category_combo.id
        return element.category_combo.id if element.category_combo else self.default_combo

    def attribute_combo_of(self, data_set: o.DataSet) -> str:
        """The uid of the combination that marks the data of ``data_set`` as a whole (a project, a funder)."""
        return data_set.category_combo.id if data_set.category_combo else self.default_combo


def with_defaults(metadata: Metadata) -> Metadata:
    """The same, with the default category, option, combination and cell where files leave them out."""
    changes: dict[str, Any] = {}
    if not any(is_default(each, DEFAULT_COMBO) for each in metadata.category_combos):
        changes["category_combos"] = (
            *metadata.category_combos,
            o.CategoryCombo(
                id=DEFAULT_COMBO, code=DEFAULT, name=DEFAULT, categories=(o.Ref(_DEFAULT_CATEGORY),)
            ),
        )
    combo = next(
        each
        for each in changes.get("category_combos", metadata.category_combos)
        if is_default(each, DEFAULT_COMBO)
    )
    cells = metadata.category_option_combos
    if not any(each.category_combo.id == combo.id for each in cells):
        cell = o.CategoryOptionCombo(
            id=DEFAULT_CELL,
            code=DEFAULT,
            name=DEFAULT,
            category_combo=o.Ref(combo.id),
            category_options=(o.Ref(_DEFAULT_OPTION),),
        )
        changes["category_option_combos"] = (*cells, cell)
    changes |= _default_category(metadata, combo)
    return msgspec.structs.replace(metadata, **changes) if changes else metadata


def _default_category(metadata: Metadata, combo: o.CategoryCombo) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    wanted = {each.id for each in combo.categories}
    if not wanted & {each.id for each in metadata.categories}:
        category = o.Category(
            id=next(iter(wanted), _DEFAULT_CATEGORY),
            code=DEFAULT,
            name=DEFAULT,
            category_options=(o.Ref(_DEFAULT_OPTION),),
        )
        changes["categories"] = (*metadata.categories, category)
    if not any(is_default(each, _DEFAULT_OPTION) for each in metadata.category_options):
        option = o.CategoryOption(id=_DEFAULT_OPTION, code=DEFAULT, name=DEFAULT)
        changes["category_options"] = (*metadata.category_options, option)
    return changes


def is_default(each: o.ById, uid: str) -> bool:
    """Whether it is the default of its type: by the uid of today, or by its name."""
    return each.id == uid or each.name == DEFAULT


def _by_id(objects: Iterable[T]) -> dict[str, T]:
    return {each.id: each for each in objects}
