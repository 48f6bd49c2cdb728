"""The reference of catalogue files: each section with its fields, and the words that can stand in them."""

from collections.abc import Iterator
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo, fields

from populace.catalog.files import documents
from populace.catalog.files.reading import SECTIONS
from scripts.markdown import code, codes, page, table


def catalogue_files_page() -> str:
    """Each section of a file of definitions, the parts of its definitions, and all words with a meaning."""
    intro = (
        "A file of definitions in YAML has sections, each with definitions by code. A text that people read is one "
        "text, or one for each language (`{en: …, zh-hans: …}`); `translations` may give the others, by language "
        "and label. A field with a default may be left out; one that is not listed is an error."
    )
    return page("Catalogue files", intro, [*_sections(), *_parts(), "## Words", *_words()])


def _sections() -> Iterator[str]:
    for name, (kind, _made) in SECTIONS.items():
        yield f"## `{name}`"
        yield _fields(kind) if _is_struct(kind) else f"By code: {_meaning(kind)}."
    yield "## `translations`\n\nBy language, then by label: what the label reads."


def _parts() -> Iterator[str]:
    named = {kind for kind, _made in SECTIONS.values()}
    for kind in vars(documents).values():
        if _is_struct(kind) and kind not in named and not kind.__name__.startswith("_"):
            yield f"## {_name(kind)}\n\n{(kind.__doc__ or '').strip()}\n\n{_fields(kind)}"


def _words() -> Iterator[str]:
    enums = [each for each in vars(documents).values() if isinstance(each, type) and issubclass(each, Enum)]
    for each in sorted(enums, key=lambda kind: kind.__name__):
        yield f"{_name(each)}: {codes(str(word.value) for word in each)}."


def _fields(kind: type[Struct]) -> str:
    hints = get_type_hints(kind, include_extras=True)
    rows = [(code(each.name), _meaning(hints[each.name]), _default(each)) for each in fields(kind)]
    return table(("Field", "Holds", "Default"), rows)


def _default(field: FieldInfo) -> str:
    if field.required:
        return "must be given"
    value = field.default if field.default_factory is NODEFAULT else field.default_factory()
    if value in ("", (), {}, None):
        return ""
    return code(_written(value))


def _written(value: object) -> str:
    """As YAML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Enum):
        return str(value.value)
    return (
        f"{value:g}"
        if isinstance(value, int | float)
        else str(list(value) if isinstance(value, tuple) else value)
    )


def _meaning(kind: Any) -> str:
    if kind == documents.Words:
        return "text people read"
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _meaning(arguments[0])
    if origin in (Union, UnionType):
        return " or ".join(_meaning(each) for each in arguments if each is not type(None))
    if origin is tuple:
        inside = [each for each in arguments if each is not Ellipsis]
        return "list of " + ", ".join(map(_meaning, inside))
    if origin is dict:
        return f"{_meaning(arguments[1])} by code"
    return _PLAIN.get(kind) or _name(kind)


_PLAIN = {str: "text", int: "whole number", float: "number", bool: "`true` or `false`"}


def _is_struct(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Struct) and kind is not Struct


def _name(kind: type) -> str:
    """``RowDocument`` is a row, ``OverTime`` over time."""
    name = kind.__name__.removesuffix("Document")
    return "".join(f" {each.lower()}" if each.isupper() else each for each in name).strip().capitalize()
