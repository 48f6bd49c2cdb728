"""The fields of a definition as a file writes them. An unknown field is an error, never passed over.

A text that people read is one text, or one for each language: ``{en: Home visits, zh-hans: 家庭访视}``. Expressions and
breakdowns are written in their own notation.
"""

from typing import Annotated

from msgspec import Meta, Struct

from populace.catalog.constructs import Scoring
from populace.catalog.dimensions import Role
from populace.catalog.expressions.nodes import Missing
from populace.catalog.measure import Kind, OverPlaces, OverTime
from populace.catalog.periods import Length
from populace.catalog.rules import Importance, Operator
from populace.catalog.subjects import Subject

Words = str | dict[str, str]
Count = Annotated[int, Meta(ge=0)]
Share = Annotated[float, Meta(ge=0, le=1)]


class _Document(Struct, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    pass


class DimensionDocument(_Document):
    """A dimension; ``categories`` are labels by code."""

    label: Words
    categories: dict[str, Words] = {}
    role: Role = Role.PARTS
    open: bool = False


class MeasureDocument(_Document):
    """A measure."""

    label: Words
    kind: Kind
    unit: Words
    names: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    subject: Subject = Subject.UNKNOWN
    over_time: OverTime | None = None
    over_places: OverPlaces | None = None
    sensitive: bool = False
    whole: bool = False


class RowDocument(_Document):
    """A line of a table of a form: a measure, perhaps already within some categories."""

    measure: str
    within: str = ""
    label: Words = ""


class TableDocument(_Document):
    """A table of a form; ``greyed`` are positions ``[line, column]`` from 0."""

    rows: tuple[RowDocument | str, ...]
    columns: tuple[str, ...] = ("",)
    greyed: tuple[tuple[Count, Count], ...] = ()


class SectionDocument(_Document):
    """A section of a form."""

    label: Words
    tables: tuple[TableDocument, ...]


class FormDocument(_Document):
    """A form."""

    label: Words
    period: Length
    due_days: Count
    sections: tuple[SectionDocument, ...]
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class RevisionDocument(_Document):
    """What an indicator is made of from a date on, written ``2022-01-01``."""

    in_force: str
    numerator: str
    denominator: str = ""


class IndicatorDocument(_Document):
    """An indicator."""

    label: Words
    numerator: str
    denominator: str = ""
    factor: float = 1.0
    unit: Words = ""
    annualised: bool = False
    pooled_years: Annotated[int, Meta(ge=1, le=50)] = 1
    missing: Missing = Missing.SKIP_IF_ALL
    subject: Subject = Subject.UNKNOWN
    direction: str = ""
    companions: tuple[str, ...] = ()
    decimals: Annotated[int, Meta(ge=0, le=9)] = 1
    note: Words = ""
    source: Words = ""
    in_force: str | int = ""
    numerator_label: Words = ""
    denominator_label: Words = ""
    mix: str = ""
    revisions: tuple[RevisionDocument, ...] = ()


class SideDocument(_Document):
    """One side of a rule."""

    expression: str
    label: Words = ""
    missing: Missing = Missing.NEVER_SKIP


class RuleDocument(_Document):
    """A validation rule."""

    label: Words
    left: SideDocument
    operator: Operator
    right: SideDocument
    period: Length = Length.MONTH
    tolerance: Share = 0.0
    importance: Importance = Importance.MEDIUM
    instruction: Words = ""
    source: Words = ""
    by: str = ""


class ConstructDocument(_Document):
    """A scored construct."""

    label: Words
    scoring: Scoring
    on: str
    level: str = ""
    value: float | None = None
    consequences: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    source: Words = ""
