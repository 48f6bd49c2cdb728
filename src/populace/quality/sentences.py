"""Each flag as a plain sentence or two: what was reported, what was expected, what it means for the place above."""

from collections.abc import Callable
from math import isfinite

from populace.i18n import format_count, format_share, join_sentences, ngettext
from populace.i18n import gettext as _
from populace.quality.flags import Flag
from populace.quality.words import Words, said_number, said_period, said_share, said_span


def sentence(flag: Flag, words: Words) -> str:
    """What ``flag`` says, in the language in use."""
    return join_sentences([each for each in (_SAID[flag.check](flag, words), _effect(flag, words)) if each])


def _effect(flag: Flag, words: Words) -> str:
    """If it were what was expected, the place above would be so much higher or lower."""
    if flag.check in _WITHOUT_EFFECT or not flag.above or not isfinite(flag.effect_share) or not flag.effect:
        return ""
    if flag.effect_share >= 1:
        text = _("If it were {expected}, {above} would be {times} times as high.")
    elif flag.effect > 0:
        text = _("If it were {expected}, {above} would be {share} higher.")
    else:
        text = _("If it were {expected}, {above} would be {share} lower.")
    return text.format(
        expected=said_number(flag.expected),
        above=words.place(flag.above, flag.period),
        share=said_share(flag.effect_share),
        times=said_number(round(1 + flag.effect_share, 1)),
    )


def _value(flag: Flag, words: Words) -> str:
    return _(
        "{place} reported {value} in {period} for “{cell}”; its other figures are near {expected}."
    ).format(**_named(flag, words))


def _small_count(flag: Flag, words: Words) -> str:
    return _(
        "{place} reported {value} in {period} for “{cell}”; from its other figures, {low} to {high} would be expected."
    ).format(**_named(flag, words))


def _share_of_parent(flag: Flag, words: Words) -> str:
    return _(
        "{place} reported {value} in {period} for “{cell}”; from what its neighbours reported, {expected} would be "
        "expected."
    ).format(**_named(flag, words))


def _rule(flag: Flag, words: Words) -> str:
    named = {**_named(flag, words), **_sides(flag, words)}
    text = (
        _("{place}, {period}: “{rule}” does not hold for {cell}. {left}: {value}; {right}: {expected}.")
        if flag.breakdown
        else _("{place}, {period}: “{rule}” does not hold. {left}: {value}; {right}: {expected}.")
    )
    return text.format(**named)


def _sides(flag: Flag, words: Words) -> dict[str, str]:
    known = words.catalogue.rules.get(flag.rule)
    left = known.left.label if known is not None else ""
    right = known.right.label if known is not None else ""
    return {
        "rule": words.rule(flag.rule),
        "left": words.catalogue.text(left) if left else _("left side"),
        "right": words.catalogue.text(right) if right else _("right side"),
    }


def _balance(flag: Flag, words: Words) -> str:
    return _(
        "{place} closed {period} with a stock of {value} for “{cell}”; what it opened with, received, gave out and "
        "adjusted makes {expected}."
    ).format(**_named(flag, words))


def _carry_over(flag: Flag, words: Words) -> str:
    return _(
        "{place} opened {period} with a stock of {value} for “{cell}”; the period before closed with {expected}."
    ).format(**_named(flag, words))


def _days_out(flag: Flag, words: Words) -> str:
    return _(
        "{place} reported {value} days without stock in {period} for “{cell}”; the period has {high}."
    ).format(**_named(flag, words))


def _negative(flag: Flag, words: Words) -> str:
    return _(
        "{place} reported a stock of {value} in {period} for “{cell}”; no shelf holds less than nothing."
    ).format(**_named(flag, words))


def _year(flag: Flag, words: Words) -> str:
    return _(
        "{place} reported {value} in {period} for “{cell}”, missing returns made up for; from its years before and the "
        "change elsewhere, {expected} would be expected."
    ).format(**_named(flag, words))


def _related(flag: Flag, words: Words) -> str:
    return _(
        "{place}, {period}: “{cell}” is {value} where the measure that goes with it is {expected}."
    ).format(**_named(flag, words))


def _account(flag: Flag, words: Words) -> str:
    return _("{place}, {period}: “{cell}” is {value}, and {expected} according to {account}.").format(
        **_named(flag, words), account=words.catalogue.text(flag.rule)
    )


def _denominator(flag: Flag, words: Words) -> str:
    return _(
        "{place}, {period}: by {account}, “{cell}” would be {value}; the projection has {expected}."
    ).format(**_named(flag, words), account=words.catalogue.text(flag.rule))


def _digits(flag: Flag, words: Words) -> str:
    return _(
        "Of {count} figures that {place} reported from {span}, {share} end on 0 or 5; {expected} would by chance."
    ).format(
        count=format_count(flag.score),
        place=words.place(flag.place, flag.period),
        span=said_span(flag.since, flag.period),
        share=format_share(flag.value),
        expected=format_share(flag.expected),
    )


def _ages(flag: Flag, words: Words) -> str:
    return _(
        "{place}, {period}: in “{cell}” too many ages end on 0 or 5; Whipple's index is {value} where 100 is even."
    ).format(**_named(flag, words))


def _repeated(flag: Flag, words: Words) -> str:
    many = round(flag.score)
    return ngettext(
        "{place} reported {value} for “{cell}” in {count} period in a row, {span}; counts that vary by chance do not.",
        "{place} reported {value} for “{cell}” in {count} periods in a row, {span}; counts that vary by chance do not.",
        many,
    ).format(**_named(flag, words), count=format_count(many))


def _repeated_form(flag: Flag, words: Words) -> str:
    many = round(flag.score)
    return ngettext(
        "{place} reported in {period} the same figures on the form “{form}” as in the period before, in {count} cell.",
        "{place} reported in {period} the same figures on the form “{form}” as in the period before, in all {count} "
        "cells that were not 0.",
        many,
    ).format(**_named(flag, words), count=format_count(many), form=words.form(flag.rule))


def _completeness(flag: Flag, words: Words) -> str:
    many = round(flag.effect)
    return ngettext(
        "{place}: {share} of the returns expected on the form “{form}” came from {span}; {count} is missing.",
        "{place}: {share} of the returns expected on the form “{form}” came from {span}; {count} are missing.",
        many,
    ).format(**_reported(flag, words), count=format_count(many))


def _timeliness(flag: Flag, words: Words) -> str:
    return _(
        "{place}: {share} of the returns expected on the form “{form}” came by the deadline from {span}."
    ).format(**_reported(flag, words))


def _cells(flag: Flag, words: Words) -> str:
    return _("{place}: “{cell}” is filled in on {share} of the returns that came from {span}.").format(
        **_reported(flag, words)
    )


def _inactive(flag: Flag, words: Words) -> str:
    many = round(flag.effect)
    return ngettext(
        "{place} sent no return on the form “{form}” in the first or last {count} period, {span}: is it at work?",
        "{place} sent no return on the form “{form}” in the first or last {count} periods, {span}: is it at work?",
        many,
    ).format(**_reported(flag, words), count=format_count(many))


def _never(flag: Flag, words: Words) -> str:
    return _("{place} never sent a return on the form “{form}” from {span}: is it at work?").format(
        **_reported(flag, words)
    )


def _named(flag: Flag, words: Words) -> dict[str, str]:
    return {
        "place": words.place(flag.place, flag.period),
        "period": said_period(flag.period),
        "cell": words.cell(flag.measure, flag.breakdown),
        "value": said_number(flag.value),
        "expected": said_number(flag.expected),
        "low": said_number(flag.low),
        "high": said_number(flag.high),
        "span": said_span(flag.since, flag.period),
    }


def _reported(flag: Flag, words: Words) -> dict[str, str]:
    return {
        "place": words.place(flag.place, flag.period),
        "form": words.form(flag.rule),
        "share": format_share(flag.value),
        "cell": words.cell(flag.measure, flag.breakdown),
        "span": said_span(flag.since, flag.period),
    }


_SAID: dict[str, Callable[[Flag, Words], str]] = {
    "completeness": _completeness,
    "timeliness": _timeliness,
    "cell_completeness": _cells,
    "inactive": _inactive,
    "never_reported": _never,
    "extreme_value": _value,
    "unusual_value": _value,
    "unlikely_count": _small_count,
    "moderate_value": _value,
    "share_of_parent": _share_of_parent,
    "rule": _rule,
    "stock_balance": _balance,
    "stock_carry_over": _carry_over,
    "stock_out_days": _days_out,
    "negative_stock": _negative,
    "year_on_year": _year,
    "related": _related,
    "survey": _account,
    "denominator": _denominator,
    "digit_preference": _digits,
    "age_heaping": _ages,
    "repeated_value": _repeated,
    "repeated_form": _repeated_form,
}
"""What each check says."""

_WITHOUT_EFFECT = frozenset(
    {"completeness", "timeliness", "cell_completeness", "inactive", "never_reported", "related"}
)
"""Checks whose sentence says already how much it is."""
