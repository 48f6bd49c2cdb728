"""The objects of DHIS2's metadata that are kept, as its JSON writes them; keys that are not here are not read.

Every object has a ``id`` (its uid) and mostly a ``name`` and a ``code``. References to other objects are ``{"id": …}``.
"""

import re
from typing import Any

import msgspec

UID = re.compile(r"[A-Za-z][A-Za-z0-9]{10}")
"""A uid: eleven characters, the first a letter (DHIS2 ``CodeGenerator``)."""


class Ref(msgspec.Struct, frozen=True):
    """A reference to another object."""

    id: str


class ById(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """What every object has."""

    id: str
    code: str | None = None
    name: str = ""
    short_name: str | None = None
    description: str | None = None
    attribute_values: tuple["AttributeValue", ...] = ()
    translations: tuple["Translation", ...] = ()


class AttributeValue(msgspec.Struct, frozen=True, omit_defaults=True):
    """A further code of an object, under an attribute that somebody made for it."""

    attribute: Ref
    value: str = ""


class Translation(msgspec.Struct, frozen=True, omit_defaults=True):
    """A property of an object in another language; names have the property ``NAME``."""

    locale: str = ""
    property: str = ""
    value: str = ""


class OrganisationUnit(ById, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A place. Dates are texts as given (``1994-01-01T00:00:00.000``)."""

    parent: Ref | None = None
    level: int | None = None
    opening_date: str | None = None
    closed_date: str | None = None
    geometry: dict[str, Any] | None = None


class OrganisationUnitLevel(ById, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """The name of a level; the root is level 1."""

    level: int


class OrganisationUnitGroup(ById, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """Places of one sort."""

    organisation_units: tuple[Ref, ...] = ()


class OrganisationUnitGroupSet(ById, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """Groups that exclude each other."""

    compulsory: bool = False
    data_dimension: bool = True
    organisation_unit_groups: tuple[Ref, ...] = ()


class CategoryOption(ById, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A part of a category; one that names places is for them and what is below them only."""

    start_date: str | None = None
    end_date: str | None = None
    organisation_units: tuple[Ref, ...] = ()


class Category(ById, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A way of splitting."""

    category_options: tuple[Ref, ...] = ()
    data_dimension_type: str = "DISAGGREGATION"


class CategoryCombo(ById, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """Categories that together split a data element, or mark the data of a data set."""

    categories: tuple[Ref, ...] = ()
    data_dimension_type: str = "DISAGGREGATION"
    skip_total: bool = False


class CategoryOptionCombo(ById, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """One option of each category of a combination: a cell."""

    category_combo: Ref
    category_options: tuple[Ref, ...] = ()
    ignore_approval: bool = False


class DataElement(ById, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """What is counted."""

    value_type: str = "NUMBER"
    domain_type: str = "AGGREGATE"
    aggregation_type: str = "SUM"
    category_combo: Ref | None = None
    zero_is_significant: bool = False
    form_name: str | None = None
    option_set: Ref | None = None
    legend_sets: tuple[Ref, ...] = ()


class Option(ById, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """One of the values that an option set allows; its code is what is written."""

    sort_order: int = 0


class OptionSet(ById, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """The values that a data element takes, where they are listed."""

    value_type: str = "TEXT"
    options: tuple[Ref, ...] = ()


class DataElementGroup(ById, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """Data elements of one sort."""

    data_elements: tuple[Ref, ...] = ()


class DataSetElement(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A data element in a data set, perhaps by another combination there than its own."""

    data_element: Ref
    category_combo: Ref | None = None


class InputPeriod(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A period that a data set takes, where it names them."""

    period: Ref
    opening_date: str | None = None
    closing_date: str | None = None


class DataSet(ById, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A form; its organisation units are those that are expected to report it."""

    period_type: str = "Monthly"
    data_set_elements: tuple[DataSetElement, ...] = ()
    organisation_units: tuple[Ref, ...] = ()
    category_combo: Ref | None = None
    timely_days: float = 0
    expiry_days: float = 0
    open_future_periods: int = 0
    data_input_periods: tuple[InputPeriod, ...] = ()
    legend_sets: tuple[Ref, ...] = ()


class Operand(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A cell of a data element."""

    data_element: Ref
    category_option_combo: Ref | None = None


class Section(ById, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A part of a form, under a heading."""

    data_set: Ref
    data_elements: tuple[Ref, ...] = ()
    greyed_fields: tuple[Operand, ...] = ()
    sort_order: int = 0


class IndicatorType(ById, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """By what an indicator is multiplied."""

    factor: float = 1
    number: bool = False


class Indicator(ById, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A numerator over a denominator, as texts."""

    numerator: str = ""
    numerator_description: str | None = None
    denominator: str = ""
    denominator_description: str | None = None
    indicator_type: Ref | None = None
    annualized: bool = False
    decimals: int | None = None
    legend_sets: tuple[Ref, ...] = ()


class IndicatorGroup(ById, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """Indicators of one sort."""

    indicators: tuple[Ref, ...] = ()


class RuleSide(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """One side of a validation rule."""

    expression: str = ""
    description: str | None = None
    missing_value_strategy: str = "NEVER_SKIP"
    sliding_window: bool = False


class ValidationRule(ById, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """Two sides that must stand in a relation."""

    left_side: RuleSide
    right_side: RuleSide
    operator: str
    importance: str = "MEDIUM"
    period_type: str = "Monthly"
    instruction: str | None = None
    skip_form_validation: bool = False


class ValidationRuleGroup(ById, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """Rules of one sort."""

    validation_rules: tuple[Ref, ...] = ()


class Legend(ById, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A colour for the values from ``start_value`` up to, not including, ``end_value``."""

    start_value: float
    end_value: float
    color: str | None = None


class LegendSet(ById, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """Colours by value."""

    legends: tuple[Legend, ...] = ()


class MinMax(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """Between which values a cell is expected in one place."""

    source: Ref
    data_element: Ref
    option_combo: Ref | None = None
    min: float
    max: float
    generated: bool = False


class Constant(ById, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A number with a name."""

    value: float
