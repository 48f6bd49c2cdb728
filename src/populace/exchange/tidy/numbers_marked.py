"""Numbers in the marks that a mapping declares."""

import math
import re
import unicodedata
from functools import lru_cache

from populace.exchange.incoming import Refused
from populace.exchange.numbers import Fault, read_figure
from populace.exchange.tidy.mapping import NumberMarks
from populace.i18n import gettext as _

_SPACES = " \u00a0\u202f\u2009"


def read_number(text: str, marks: NumberMarks) -> float:
    """The number that ``text`` writes.

    :raises Refused: it writes none, or one that can be read in two ways with the marks declared.
    """
    plain = unicodedata.normalize("NFKC", text).strip() if not text.isascii() else text.strip()
    if marks != NumberMarks():
        match = _pattern(marks).fullmatch(plain)
        if match:
            value = float(_bare(plain, marks))
            if math.isfinite(value):
                return value
        raise Refused(
            "number",
            _(
                "This is no number written as declared: decimal mark “{decimal}”, groups “{thousands}”."
            ).format(decimal=marks.decimal, thousands=marks.thousands),
            _("Correct the cell, or the numbers part of the mapping."),
        )
    value, fault = read_figure(plain)
    if fault is Fault.NONE:
        return value
    raise _refusal(fault, plain)


def _refusal(fault: Fault, plain: str) -> Refused:
    if fault is Fault.GROUPED or re.fullmatch(r"[+-]?\d+,\d+", plain):
        return Refused(
            "marks",
            _("A comma in a number can mean two things."),
            _("Write the number without marks, or declare them in the numbers part of a mapping."),
        )
    if fault is Fault.DASH:
        return Refused(
            "dash",
            _("A dash can mean zero or that nothing is known."),
            _("Write 0, leave the cell empty, or add the dash to the missing part of the mapping."),
        )
    return Refused("number", _("This is no number."), _("Correct the cell, or leave it empty."))


def _bare(plain: str, marks: NumberMarks) -> str:
    for mark in _SPACES if marks.thousands in _SPACES and marks.thousands else marks.thousands:
        plain = plain.replace(mark, "")
    return plain.replace("’", "").replace("'", "").replace(marks.decimal, ".")


@lru_cache(maxsize=16)
def _pattern(marks: NumberMarks) -> re.Pattern[str]:
    group = f"[{_SPACES}]" if marks.thousands and marks.thousands in _SPACES else f"[{marks.thousands}]"
    if marks.thousands in ("'", "’"):
        group = "['’]"
    whole = r"\d+" if not marks.thousands else rf"(?:\d{{1,3}}(?:{group}\d{{3}})+|\d+)"
    return re.compile(
        rf"[+-]?(?:{whole}(?:[{marks.decimal}]\d*)?|[{marks.decimal}]\d+)(?:[eE][+-]?\d{{1,3}})?"
    )
