"""What texts of data values write, by the value type of their data element.

Source: DHIS2 ``ValidationUtils.valueIsValid`` and ``DefaultDataEntryService`` (2.43): whole numbers may end in ``.0``;
truth values are true, false, t, f, yes, no, y, n, 1 and 0.
"""

import math
import re

from populace.exchange.dhis2.objects import DataElement
from populace.exchange.incoming import Plain, Refused
from populace.i18n import gettext as _

_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?")
_TRUE = frozenset(("true", "t", "yes", "y", "1"))
_FALSE = frozenset(("false", "f", "no", "n", "0"))

_LARGEST_WHOLE = float(2**53)
"""Above it not every whole number can be told from its neighbour (IEEE 754 binary64)."""

PLAIN = {
    "NUMBER": Plain(),
    "UNIT_INTERVAL": Plain(0, 1),
    "PERCENTAGE": Plain(0, 100),
    "INTEGER": Plain(-_LARGEST_WHOLE, _LARGEST_WHOLE, whole=True),
    "INTEGER_POSITIVE": Plain(1, _LARGEST_WHOLE, whole=True),
    "INTEGER_NEGATIVE": Plain(-_LARGEST_WHOLE, -1, whole=True),
    "INTEGER_ZERO_OR_POSITIVE": Plain(0, _LARGEST_WHOLE, whole=True),
    "BOOLEAN": Plain(0, 1, whole=True),
    "TRUE_ONLY": Plain(1, 1, whole=True),
}
"""The numbers that each value type allows."""

NONE = Plain(math.inf, -math.inf)
"""No number is good without a look."""


def read_value(element: DataElement, text: str, options: frozenset[str] | None) -> float:
    """The number that ``text`` writes; ``options`` are the codes that are allowed where they are listed.

    :raises Refused: it writes none, or one that the value type or the options do not allow.
    """
    plain = text.strip()
    if not plain or plain == "null":
        raise Refused("no-value", _("There is no value."), _("Give the figure, or leave the row out."))
    if options is not None and plain not in options:
        raise Refused(
            "not-an-option",
            _("“{text}” is none of the options of {element}.").format(text=text, element=element.name),
            _("Give the code of one of them."),
        )
    if element.value_type in ("BOOLEAN", "TRUE_ONLY"):
        value = _truth(plain.lower(), element)
    elif _NUMBER.fullmatch(plain):
        value = float(plain)
    else:
        raise _not(element, text)
    allowed = PLAIN[element.value_type]
    fits = allowed.least <= value <= allowed.greatest and math.isfinite(value)
    if not fits or (allowed.whole and not value.is_integer()):
        raise _not(element, text)
    return value


def written(value: float) -> str:
    """A number as DHIS2 writes it: exact, and whole numbers without ``.0``."""
    return str(int(value)) if value.is_integer() and abs(value) <= _LARGEST_WHOLE else repr(value)


def _truth(text: str, element: DataElement) -> float:
    if text in _TRUE:
        return 1.0
    if text in _FALSE:
        return 0.0
    raise _not(element, text)


def _not(element: DataElement, text: str) -> Refused:
    return Refused(
        "value-type",
        _("“{text}” is no value of {element}, which takes {kind}.").format(
            text=text, element=element.name, kind=element.value_type
        ),
        _("Give a value of that type."),
    )
