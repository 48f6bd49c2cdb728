"""Everything a person reads is there in every language, and nothing else is."""

from string import Formatter

import pytest
from babel.messages.catalog import Message

from populace.i18n import (
    format_count,
    format_month,
    format_share,
    gettext,
    join_clauses,
    join_sentences,
    join_words,
    language,
    ngettext,
    use_language,
)
from scripts.messages import LOCALES, collect, translated


def _texts(message: Message) -> tuple[str, ...]:
    """All texts of a message: one, or its singular and plurals."""
    return message.string if isinstance(message.string, tuple) else (message.string,)


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _source_placeholders(message: Message) -> set[str]:
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    return set().union(*(_placeholders(text) for text in ids))


def _kept(locale: str) -> dict[object, Message]:
    return {(each.context, each.id): each for each in translated(locale) if each.id}


def _wanted() -> dict[object, Message]:
    return {(each.context, each.id): each for each in collect() if each.id}


def test_strings_are_found_in_the_source() -> None:
    assert "Population by sex and age" in collect(), "the extraction finds nothing, so nothing is checked"


@pytest.mark.parametrize("locale", LOCALES)
def test_every_string_is_in_the_catalogue(locale: str) -> None:
    missing = [str(key[1]) for key in _wanted().keys() - _kept(locale).keys()]
    assert not missing, f"{len(missing)} strings are not in {locale} (make messages): {sorted(missing)[:10]}"


@pytest.mark.parametrize("locale", LOCALES)
def test_every_string_is_translated(locale: str) -> None:
    empty = [str(each.id) for each in _kept(locale).values() if each.fuzzy or not all(_texts(each))]
    assert not empty, f"{len(empty)} strings have no sure translation into {locale}: {empty[:10]}"


@pytest.mark.parametrize("locale", LOCALES)
def test_translations_keep_the_placeholders(locale: str) -> None:
    wrong = {
        str(each.id): text
        for each in _kept(locale).values()
        for text in _texts(each)
        if text and _placeholders(text) != _source_placeholders(each)
    }
    assert not wrong, f"other placeholders than in the source: {wrong}"


@pytest.mark.parametrize("locale", LOCALES)
def test_no_translation_has_lost_its_string(locale: str) -> None:
    stale = [str(key[1]) for key in _kept(locale).keys() - _wanted().keys()]
    assert not stale, (
        f"{len(stale)} strings of {locale} stand nowhere in the source (make messages): {stale[:10]}"
    )


def test_language_holds_inside_its_block_only() -> None:
    with use_language("zh-hans"):
        assert language() == "zh-hans"
    assert language() == "en"


def test_english_needs_no_catalogue() -> None:
    assert gettext("Live births, by age of mother or in total") == "Live births, by age of mother or in total"
    assert (
        ngettext("{count} problem was found.", "{count} problems were found.", 1)
        == "{count} problem was found."
    )


def test_empty_text_stays_empty_in_every_language() -> None:
    with use_language("zh-hans"):
        assert gettext("") == ""


def test_numbers_and_lists_follow_the_language() -> None:
    assert format_count(1240.4) == "1,240"
    assert format_share(0.142) == "14%"
    assert join_words(["a", "b", "c"]) == "a, b and c"
    with use_language("zh-hans"):
        assert format_count(1240.4) == "1,240"
        assert join_words(["a", "b", "c"]) == "a、b和c"


def test_clauses_and_sentences_follow_the_language() -> None:
    assert join_clauses(["a and b", "c"]) == "a and b and c"
    assert join_sentences(["One.", "Two."]) == "One. Two."
    with use_language("zh-hans"):
        assert join_clauses(["a和b", "c"]) == "a和b，c"
        assert join_sentences(["一。", "二。"]) == "一。二。"


def test_months_are_written_in_the_manner_of_the_language() -> None:
    assert format_month(2026, 10) == "October 2026"
    with use_language("zh-hans"):
        assert format_month(2026, 10) == "2026年10月"
