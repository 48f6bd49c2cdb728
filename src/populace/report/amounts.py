"""Numbers as people say them: rounded as far as they are known, and shares of a change in words."""

from populace.charts.scales import rounded
from populace.i18n import format_count, format_number, format_share
from populace.i18n import gettext as _

NEARLY_ALL = 0.875
ALL = 0.97


def about(value: float) -> str:
    """A count as a sentence gives it: ``1,240``."""
    return format_count(rounded(value))


def between(low: float, high: float) -> str:
    """Two counts with a dash, or the one both are rounded to."""
    return (
        about(low)
        if about(low) == about(high)
        else _("{low}–{high}").format(low=about(low), high=about(high))
    )


def years(low: float, high: float) -> str:
    """Two years with a dash, or the one that both are."""
    first, last = round(low), round(high)
    return str(first) if first == last else _("{low}–{high}").format(low=first, high=last)


def signed(value: float, digits: int = 0) -> str:
    """A number with its sign, and a real minus: ``+140``, ``−20``, ``0``."""
    shown = round(value, digits)
    if shown == 0:
        return "0"
    return ("+" if shown > 0 else "−") + format_number(abs(shown), digits)


def percent(share: float) -> str:
    """A share without its sign, in whole per cent; in tenths below one per cent."""
    return format_share(abs(share), 0 if abs(share) >= 0.01 else 1)


def fraction(share: float) -> str:
    """A share of a change in words: “two thirds”. Meant for shares from a tenth up; more than all is “all”."""
    words = {
        0.1: _("a tenth"),
        0.2: _("a fifth"),
        0.25: _("a quarter"),
        1 / 3: _("a third"),
        0.4: _("two fifths"),
        0.5: _("half"),
        0.6: _("three fifths"),
        2 / 3: _("two thirds"),
        0.75: _("three quarters"),
        0.8: _("four fifths"),
    }
    if share >= ALL:
        return _("all")
    if share >= NEARLY_ALL:
        return _("nearly all")
    return words[min(words, key=lambda known: abs(known - share))]
