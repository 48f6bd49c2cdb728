"""What is wrong with a field, in the words of the user: where in the definition, what, and what to do."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from populace.i18n import gettext as _


class Explained(NamedTuple):
    """A fault of a field: the way to it inside the definition, what is wrong, what to do."""

    path: tuple[str | int, ...]
    message: str
    remedy: str


def explained(error: str) -> Explained:
    """The meaning of ``error``, a text of the validation: what is wrong, then `` - at `` and the way to the field."""
    what, _at, trail = error.partition(" - at `$")
    path = tuple(int(i) if i.isdigit() else (name or i) for name, i in _STEP.findall(trail.rstrip("`")))
    for pattern, told in _TOLD:
        match = pattern.match(what)
        if match:
            return Explained(path, *told(match))
    return Explained(path, f"{what}.", _("Change it."))


_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")


def _unknown(match: re.Match[str]) -> tuple[str, str]:
    return (
        _("There is no field {field} here.").format(field=match[1]),
        _("Look at its spelling, or leave it out."),
    )


def _missing(match: re.Match[str]) -> tuple[str, str]:
    return _("The field {field} is missing.").format(field=match[1]), _("Add it.")


def _no_such_word(match: re.Match[str]) -> tuple[str, str]:
    return (
        _("{value} is none of the words that can stand here.").format(value=match[1]),
        _("Look at the words in the reference of the catalogue."),
    )


def _other_kind(match: re.Match[str]) -> tuple[str, str]:
    expected, got = (" / ".join(_kind(each) for each in match[i].split(" | ")) for i in (1, 2))
    return (
        _("Here stands {got}, where {expected} should.").format(got=got, expected=expected),
        _("Change it; put a text that looks like a number between quotation marks."),
    )


def _kind(name: str) -> str:
    kinds = {
        "str": _("a text"),
        "int": _("a whole number"),
        "float": _("a number"),
        "bool": _("true or false"),
        "null": _("nothing"),
        "object": _("a table of fields"),
        "array": _("a list"),
    }
    return kinds.get(name, name)


_TOLD: tuple[tuple[re.Pattern[str], Callable[[Any], tuple[str, str]]], ...] = (
    (re.compile(r"Object contains unknown field `(.*)`"), _unknown),
    (re.compile(r"Object missing required field `(.*)`"), _missing),
    (re.compile(r"Invalid enum value (.*)"), _no_such_word),
    (re.compile(r"Expected `([^`]*)`, got `([^`]*)`"), _other_kind),
)
