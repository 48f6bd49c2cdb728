"""The language a person reads: translated strings, numbers and lists in its manner.

Strings are marked where they stand (``_("…")``), or with ``N_`` where they are declared and translated later.
Catalogues are read from their ``.po`` text when a language is first asked for, so that nothing has to be
compiled before a changed translation shows.
"""

import gettext as _gettext
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO

from babel import Locale
from babel.dates import format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

LANGUAGES = {"en": "en_GB", "zh-hans": "zh_Hans_CN"}
"""Language tags that ``--lang`` takes, with the locale that formats numbers and dates."""

DEFAULT_LANGUAGE = "en"

_active: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


def language() -> str:
    """The tag of the language in use."""
    return _active.get()


@contextmanager
def use_language(tag: str) -> Iterator[None]:
    """Speak ``tag`` (a key of ``LANGUAGES``) inside the block."""
    token = _active.set(tag if tag in LANGUAGES else DEFAULT_LANGUAGE)
    try:
        yield
    finally:
        _active.reset(token)


def language_of_environment() -> str:
    """The language that ``LC_ALL``, ``LC_MESSAGES`` or ``LANG`` asks for; English where they ask for none we have."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "zh-hans" if value.lower().startswith("zh") else DEFAULT_LANGUAGE
    return DEFAULT_LANGUAGE


def N_(message: str) -> str:
    """Mark ``message`` for translation where it is declared; translate it with ``gettext`` where it is shown."""
    return message


def gettext(message: str) -> str:
    """``message`` in the language in use."""
    return _catalogue(language()).gettext(message) if message else message


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form for ``count`` in the language in use."""
    return _catalogue(language()).ngettext(singular, plural, count)


def format_count(value: float) -> str:
    """A whole number with the locale's grouping: ``1,240``."""
    return _written(round(float(value)), language())


def format_number(value: float, digits: int = 1) -> str:
    """A decimal number with ``digits`` places: ``1.43``."""
    return str(
        format_decimal(float(value), format=f"#,##0.{'0' * digits}" if digits else "#,##0", locale=_locale())
    )


def format_share(value: float, digits: int = 0) -> str:
    """A share of one as a percentage: ``0.14`` is ``14 %`` in the manner of the locale."""
    return str(
        format_percent(float(value), format=f"0.{'0' * digits}%" if digits else "0%", locale=_locale())
    )


def format_month(year: int, month: int) -> str:
    """A month of a year: ``October 2026``, ``2026年10月``."""
    return str(format_skeleton("yMMMM", date(year, month, 1), locale=_locale()))


def join_words(words: Sequence[str]) -> str:
    """``a, b and c`` in the manner of the locale."""
    return str(format_list(list(words), locale=_locale()))


def join_clauses(clauses: Sequence[str]) -> str:
    """Clauses that hold lists of their own: ``a, b and c``; in Chinese, where “和” joins words only, with commas."""
    return join_words(clauses) if language() == DEFAULT_LANGUAGE else "，".join(clauses)


def join_sentences(sentences: Sequence[str]) -> str:
    """Whole sentences one after another: with spaces in English, with none in Chinese."""
    return (" " if language() == DEFAULT_LANGUAGE else "").join(sentences)


@lru_cache(maxsize=50_000)
def _written(number: int, tag: str) -> str:
    return str(format_decimal(number, locale=_locale_of(tag)))


def _locale() -> Locale:
    return _locale_of(language())


@cache
def _locale_of(tag: str) -> Locale:
    return Locale.parse(LANGUAGES[tag])


@cache
def _catalogue(tag: str) -> _gettext.NullTranslations:
    if tag == DEFAULT_LANGUAGE:
        return _gettext.NullTranslations()
    folder = tag.split("-")[0] + "_" + tag.split("-")[1].capitalize()
    source = files("populace") / "locale" / folder / "LC_MESSAGES" / "populace.po"
    compiled = BytesIO()
    with source.open("rb") as text:
        write_mo(compiled, read_po(text, locale=folder))
    compiled.seek(0)
    return _gettext.GNUTranslations(compiled)
