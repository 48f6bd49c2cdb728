"""Items: what stands in braces or brackets, and what it asks for."""

from collections.abc import Callable
from dataclasses import dataclass

from populace.catalog.breakdowns import Breakdown
from populace.catalog.expressions.mistakes import ExpressionError
from populace.catalog.expressions.nodes import (
    Constant,
    Days,
    Figure,
    GroupCount,
    IndicatorValue,
    Node,
    PeriodInYear,
    PeriodsInYear,
    Rate,
    Reporting,
)
from populace.errors import ModelError
from populace.i18n import gettext as _

ANY = "*"
"""Every category option combination, in a DHIS2 item."""


@dataclass(frozen=True)
class Dhis2Item:
    """The parts of ``#{element.options.attribute}`` as DHIS2 writes it.

    ``group`` says that ``element`` is a group of data elements (``deGroup:``). ``options`` is the uid of a category
    option combination, or ``*``, or empty where it is left out; where ``options_are`` is ``co`` or ``coGroup``, it has
    the uids of category options or groups of them. ``attribute`` is the attribute option combination, ``*`` or empty.
    """

    element: str
    group: bool = False
    options: tuple[str, ...] = ()
    options_are: str = ""
    attribute: str = ""


Binder = Callable[[Dhis2Item], Node]
"""What a DHIS2 item means here, by the metadata that came with it; it raises ``LookupError`` for an unknown uid."""

BRACKETS: dict[str, Node] = {
    "[days]": Days(),
    "[periodInYear]": PeriodInYear(),
    "[yearlyPeriodCount]": PeriodsInYear(),
}
"""Items in brackets."""

_TRACKER = ("D", "A", "I", "PS", "V", "X")


def item_of(text: str, binder: Binder | None = None) -> Node:
    """The node of ``text``, an item with its braces. DHIS2's own data items are turned into nodes by ``binder``.

    :raises ExpressionError: an item that cannot be read, without its place in the expression.
    """
    prefix, inside = text[: text.index("{")], text[text.index("{") + 1 : -1].strip()
    try:
        return _read(prefix, inside, text, binder)
    except ModelError:
        raise ExpressionError(
            _("{item} has a code that cannot be one.").format(item=text),
            _("Write #{measure} or #{measure.dimension=category;dimension=category}."),
        ) from None
    except LookupError:
        raise ExpressionError(
            _("{item} names something that the metadata does not have.").format(item=text),
            _("Import the metadata that defines it, or mend the uid."),
        ) from None


def _read(prefix: str, inside: str, text: str, binder: Binder | None) -> Node:
    if prefix == "#":
        return _figure(inside, text, binder)
    if prefix == "R":
        return _reporting(inside, text)
    if prefix in _CODED and inside and not set("{};=#") & set(inside):
        return _CODED[prefix](inside)
    if prefix in _TRACKER:
        raise ExpressionError(
            _("{item} asks for data of single persons or events, which are not kept here.").format(item=text),
            _("Count them first, and name the measure that was counted."),
        )
    if prefix == "$":
        raise ExpressionError(
            _("{item} is an older way of writing.").format(item=text),
            _("Write {item}.").format(item="#" + text[1:]),
        )
    raise ExpressionError(
        _("{item} is no item.").format(item=text),
        _("Items are #{measure}, C{constant}, OUG{group}, N{indicator} and R{form.RATE}."),
    )


_CODED: dict[str, Callable[[str], Node]] = {"C": Constant, "OUG": GroupCount, "N": IndicatorValue}


def _figure(inside: str, text: str, binder: Binder | None) -> Node:
    measure, dot, only = inside.partition(".")
    if "=" in only or (binder is None and not dot and ":" not in measure):
        return Figure(measure.strip(), Breakdown.parse(only))
    if binder is None:
        raise ExpressionError(
            _("{item} is written in DHIS2's manner, by uids of combinations.").format(item=text),
            _("Import it together with its metadata, or write #{measure.dimension=category}."),
        )
    return binder(dhis2_item(inside, text))


def dhis2_item(inside: str, text: str) -> Dhis2Item:
    """The parts of a DHIS2 item; ``inside`` is what stands in the braces of ``text``.

    :raises ExpressionError: parts that DHIS2 does not have.
    """
    pieces = [piece.strip() for piece in inside.split(".")]
    element, options, attribute = (*pieces, "", "")[:3]
    are, colon, uids = options.rpartition(":")
    item = Dhis2Item(
        element=element.removeprefix("deGroup:"),
        group=element.startswith("deGroup:"),
        options=tuple(uid.strip() for uid in uids.split("&")) if options else (),
        options_are=are,
        attribute=attribute,
    )
    complete = item.element and "" not in pieces and "" not in item.options and (are or not colon)
    if (
        not complete
        or len(pieces) > len(("element", "options", "attribute"))
        or are not in ("", "co", "coGroup")
    ):
        raise ExpressionError(
            _("{item} is no item of DHIS2.").format(item=text),
            _("Write #{element}, #{element.combination} or #{element.combination.attribute}."),
        )
    return item


def _reporting(inside: str, text: str) -> Node:
    form, _dot, rate = inside.rpartition(".")
    if not form or rate not in {each.value for each in Rate}:
        raise ExpressionError(
            _("{item} asks for no rate of reporting.").format(item=text),
            _("Write R{{form.RATE}}, where RATE is one of {rates}.").format(
                rates=", ".join(each.value for each in Rate)
            ),
        )
    return Reporting(form.strip(), Rate(rate))
