"""Every reference in the metadata leads somewhere: what names an object that is not there is left out, and reported.

A list loses the members that are not there (a group of places in an export of one district), which is noted once. An
object that cannot be understood without what it names (a data element without its combination) is left out whole.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec

from populace.exchange.dhis2 import objects as o
from populace.exchange.dhis2.metadata import Metadata, with_defaults
from populace.exchange.dhis2.report import Fault
from populace.i18n import gettext as _
from populace.i18n import ngettext

T = TypeVar("T", bound=o.ById)


def whole(metadata: Metadata) -> tuple[Metadata, tuple[Fault, ...]]:
    """The metadata with its default combination and without what leads nowhere, and what that was."""
    sieve = _Sieve(with_defaults(metadata))
    for step in _STEPS:
        step(sieve)
    return sieve.metadata, tuple(sieve.faults)


@dataclass
class _Sieve:
    """The metadata as it is on the way."""

    metadata: Metadata
    faults: list[Fault] = field(default_factory=list)

    def known(self, name: str) -> frozenset[str]:
        return frozenset(each.id for each in getattr(self.metadata, name))

    def keep(self, name: str, judge: Callable[[Any], str | None]) -> None:
        """Keep the objects of ``name`` of which ``judge`` says nothing."""
        kept = []
        for each in getattr(self.metadata, name):
            complaint = judge(each)
            if complaint is None:
                kept.append(each)
            else:
                self.fault(name, each, complaint)
        self.metadata = msgspec.structs.replace(self.metadata, **{name: tuple(kept)})

    def fault(self, name: str, each: Any, complaint: str) -> None:
        remedy = _("Export it with what it needs, or give the file that has it as well.")
        self.faults.append(Fault(_KEYS[name], each.id, each.name, complaint, remedy))

    def trim(
        self, name: str, field_: str, known: Iterable[str], of: Callable[[Any], str] = lambda ref: ref.id
    ) -> None:
        """Take the members that are not ``known`` out of a list of each object."""
        known = frozenset(known)
        objects = []
        for each in getattr(self.metadata, name):
            members = getattr(each, field_)
            there = tuple(member for member in members if of(member) in known)
            if len(there) < len(members):
                gone = len(members) - len(there)
                self.fault(
                    name,
                    each,
                    ngettext(
                        "{count} of its {part} is not in the files.",
                        "{count} of its {part} are not in the files.",
                        gone,
                    ).format(count=gone, part=_key(field_)),
                )
                each = msgspec.structs.replace(each, **{field_: there})
            objects.append(each)
        self.metadata = msgspec.structs.replace(self.metadata, **{name: tuple(objects)})


_KEYS = {field.name: field.encode_name for field in msgspec.structs.fields(Metadata)}


def _key(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _absent(kind: str, uid: str) -> str:
    return _("its {kind} {uid} is not in the files.").format(kind=kind, uid=uid)


def _uids(sieve: _Sieve) -> None:
    for name in _KEYS:
        if name != "min_max_data_elements":
            sieve.keep(
                name,
                lambda each: (
                    None if o.UID.fullmatch(each.id) else _("{uid!r} is no uid.").format(uid=each.id)
                ),
            )


def _categories(sieve: _Sieve) -> None:
    sieve.trim("categories", "category_options", sieve.known("category_options"))
    categories = sieve.known("categories")

    def combo(each: o.CategoryCombo) -> str | None:
        gone = [ref.id for ref in each.categories if ref.id not in categories]
        return _absent("category", gone[0]) if gone else None

    sieve.keep("category_combos", combo)


def _cells(sieve: _Sieve) -> None:
    options = {each.id: {ref.id for ref in each.category_options} for each in sieve.metadata.categories}
    combos = sieve.metadata.combos

    def cell(each: o.CategoryOptionCombo) -> str | None:
        combo = combos.get(each.category_combo.id)
        if combo is None:
            return _absent("categoryCombo", each.category_combo.id)
        theirs = [ref.id for ref in each.category_options]
        if len(theirs) == len(combo.categories) and _one_of_each(
            theirs, [options[ref.id] for ref in combo.categories]
        ):
            return None
        return _("its options are not one of each category of combination {combo}.").format(combo=combo.name)

    sieve.keep("category_option_combos", cell)


def _one_of_each(options: list[str], categories: list[set[str]]) -> bool:
    """Whether each category can be given one of the options, all different."""
    if not categories:
        return True
    first, *rest = categories
    return any(
        option in first and _one_of_each([*options[:i], *options[i + 1 :]], rest)
        for i, option in enumerate(options)
    )


def _elements(sieve: _Sieve) -> None:
    combos, sets, legends = sieve.metadata.combos, sieve.known("option_sets"), sieve.known("legend_sets")

    def element(each: o.DataElement) -> str | None:
        if each.category_combo and each.category_combo.id not in combos:
            return _absent("categoryCombo", each.category_combo.id)
        if each.option_set and each.option_set.id not in sets:
            return _absent("optionSet", each.option_set.id)
        return None

    sieve.trim("option_sets", "options", sieve.known("options"))
    sieve.keep("data_elements", element)
    sieve.trim("data_elements", "legend_sets", legends)
    sieve.trim("data_element_groups", "data_elements", sieve.known("data_elements"))


def _places(sieve: _Sieve) -> None:
    places = sieve.known("organisation_units")
    for name in ("organisation_unit_groups", "category_options", "data_sets"):
        sieve.trim(name, "organisation_units", places)
    groups = sieve.known("organisation_unit_groups")
    sieve.trim("organisation_unit_group_sets", "organisation_unit_groups", groups)


def _sets(sieve: _Sieve) -> None:
    combos, elements = sieve.metadata.combos, sieve.known("data_elements")

    def data_set(each: o.DataSet) -> str | None:
        refs = [each.category_combo, *(element.category_combo for element in each.data_set_elements)]
        gone = [ref.id for ref in refs if ref and ref.id not in combos]
        return _absent("categoryCombo", gone[0]) if gone else None

    sieve.keep("data_sets", data_set)
    sieve.trim("data_sets", "data_set_elements", elements, lambda element: element.data_element.id)
    sieve.trim("data_sets", "legend_sets", sieve.known("legend_sets"))
    sets = sieve.known("data_sets")
    sieve.keep(
        "sections", lambda each: None if each.data_set.id in sets else _absent("dataSet", each.data_set.id)
    )
    sieve.trim("sections", "data_elements", elements)
    sieve.trim("sections", "greyed_fields", elements, lambda operand: operand.data_element.id)


def _indicators(sieve: _Sieve) -> None:
    types = sieve.known("indicator_types")

    def indicator(each: o.Indicator) -> str | None:
        if each.indicator_type is None:
            return _("it has no indicatorType, and so no factor.")
        return None if each.indicator_type.id in types else _absent("indicatorType", each.indicator_type.id)

    sieve.keep("indicators", indicator)
    sieve.trim("indicators", "legend_sets", sieve.known("legend_sets"))
    sieve.trim("indicator_groups", "indicators", sieve.known("indicators"))
    sieve.trim("validation_rule_groups", "validation_rules", sieve.known("validation_rules"))


def _bounds(sieve: _Sieve) -> None:
    places, elements = sieve.known("organisation_units"), sieve.known("data_elements")
    kept = [
        each
        for each in sieve.metadata.min_max_data_elements
        if each.source.id in places and each.data_element.id in elements
    ]
    sieve.metadata = msgspec.structs.replace(sieve.metadata, min_max_data_elements=tuple(kept))


_STEPS = (_uids, _categories, _cells, _elements, _places, _sets, _indicators, _bounds)
