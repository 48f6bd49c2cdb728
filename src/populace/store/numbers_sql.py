"""Small pieces of SQL that keep numbers within what a number may be."""

from collections.abc import Callable

from populace.catalog.expressions.text import number_text

GREATEST = "1.7976931348623157e308"
"""The greatest finite number (IEEE 754, double precision)."""

LEAST = "5e-324"
"""The least that is above 0."""

BOUND = "bound_"
"""The name of a part that is bound to one."""

REPEATED = 1000
"""Characters that a text may take by being written several times; a longer one is bound to a name."""


def literal(value: float) -> str:
    """A ``DOUBLE``; without an exponent it would be a ``DECIMAL``."""
    text = number_text(abs(value))
    written = text if "e" in text else f"{text}e0"
    return f"(- {written})" if value < 0 else written


def bound(text: str, body: Callable[[str], str], times: int = 2) -> str:
    """``body`` of ``text``, which it names ``times`` times: written out, or computed once where that is long.

    A name for a part of an expression exists in SQL only within a list. No column may have the same.
    """
    if len(text) * times <= REPEATED:
        return body(text)
    return f"LIST_TRANSFORM([{text}], LAMBDA {BOUND}: {body(BOUND)})[1]"


def finite(text: str) -> str:
    """The number, or ``NULL`` where it is infinite or none (which both engines sort above every number)."""
    return bound(text, lambda v: f"CASE WHEN ABS({v}) <= {GREATEST} THEN {v} END")


def nonzero(text: str) -> str:
    """The number, or ``NULL`` where it is 0, infinite or none."""
    return bound(text, lambda v: f"CASE WHEN ABS({v}) BETWEEN {LEAST} AND {GREATEST} THEN {v} END")


def positive(text: str) -> str:
    """The number, or ``NULL`` where it is not above 0 and finite."""
    return bound(text, lambda v: f"CASE WHEN {v} BETWEEN {LEAST} AND {GREATEST} THEN {v} END")
