"""Texts that people read, in one language or several: the English one is the label, the others its translations."""

from dataclasses import dataclass, field

from populace.errors import ModelError
from populace.i18n import DEFAULT_LANGUAGE, LANGUAGES, join_words
from populace.i18n import gettext as _


@dataclass
class Translations:
    """What labels read in other languages, gathered while definitions are read."""

    by_language: dict[str, dict[str, str]] = field(default_factory=dict)

    def label(self, words: str | dict[str, str]) -> str:
        """The label of ``words``; translations that stand beside it are kept.

        :raises ModelError: a language that the software does not speak, no English text, or a second translation.
        """
        if isinstance(words, str):
            return words
        label = words.get(DEFAULT_LANGUAGE, "")
        if not label:
            raise ModelError(
                _("a text in several languages needs one under {tag}").format(tag=DEFAULT_LANGUAGE)
            )
        for tag, text in words.items():
            if tag != DEFAULT_LANGUAGE:
                self.add(tag, label, text)
        return label

    def add(self, tag: str, label: str, text: str) -> None:
        """``label`` reads ``text`` in the language ``tag``."""
        if tag not in LANGUAGES:
            raise ModelError(
                _("{tag} is no language here; there are {known}").format(
                    tag=tag, known=join_words(list(LANGUAGES))
                )
            )
        known = self.by_language.setdefault(tag, {})
        if known.setdefault(label, text) != text:
            raise ModelError(
                _("“{label}” is “{one}” and “{other}” in {tag}").format(
                    label=label, one=known[label], other=text, tag=tag
                )
            )
