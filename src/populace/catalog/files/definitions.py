"""Several files read into one set of definitions: each with its place in its file, and everything wrong on the way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from populace.catalog.catalogue import Catalogue
from populace.catalog.dimensions import refuse_reserved
from populace.catalog.expressions.mistakes import ExpressionError
from populace.catalog.faults import Fault
from populace.catalog.files.explained import explained
from populace.catalog.files.reading import SECTIONS
from populace.catalog.files.words import Translations
from populace.catalog.files.yaml_text import Path, Plain, UnreadableYaml, read_yaml
from populace.errors import ModelError, Problem
from populace.i18n import gettext as _
from populace.i18n import join_words

TRANSLATIONS = "translations"


@dataclass
class Definitions:
    """What has been read so far: definitions by section and code, where each stands, and what is wrong."""

    found: dict[str, dict[str, Any]] = field(default_factory=lambda: {name: {} for name in SECTIONS})
    places: dict[tuple[str, str], tuple[str, Plain]] = field(default_factory=dict)
    translations: Translations = field(default_factory=Translations)
    problems: list[Problem] = field(default_factory=list)

    def read(self, file: str, text: str) -> None:
        """Take in the definitions of one file; what is wrong with it is kept in ``problems``."""
        try:
            plain = read_yaml(text)
        except UnreadableYaml as error:
            self.problems.append(Problem(file, error.line, error.message, error.remedy))
            return
        for section, definitions in self._sections(file, plain):
            for code, given in definitions.items():
                if section == TRANSLATIONS:
                    self._translate(file, plain, code, given)
                else:
                    self._define(file, plain, section, code, given)

    def catalogue(self) -> Catalogue:
        """The definitions that were read without fault."""
        return Catalogue(**self.found, translations=self.translations.by_language)

    @property
    def unreadable(self) -> frozenset[str]:
        """Codes of definitions that are there but could not be read: others may name them."""
        return frozenset(code for section, code in self.places if code not in self.found[section])

    def told(self, fault: Fault) -> Problem:
        """A fault of the whole, at the place of the definition that it stands in."""
        shipped = _("the definitions that come with the software"), Plain(None)
        file, plain = self.places.get((fault.section, fault.code), shipped)
        path = (fault.section, fault.code, *filter(None, [fault.field]))
        return Problem(file, plain.line(path), f"{_way(path)}: {fault.message}", fault.remedy)

    def _sections(self, file: str, plain: Plain) -> Iterator[tuple[str, Mapping[str, Any]]]:
        known = [*SECTIONS, TRANSLATIONS]
        remedy = _("A file has the sections {sections}, each with definitions by code.").format(
            sections=join_words(known)
        )
        if plain.value is None:
            return
        if not isinstance(plain.value, dict):
            self.problems.append(Problem(file, None, _("This file has no sections."), remedy))
            return
        for section, definitions in plain.value.items():
            if section not in known:
                message = _("There is no section {section}.").format(section=section)
                self.problems.append(Problem(file, plain.line((section,)), message, remedy))
            elif isinstance(definitions, dict):
                yield section, definitions
            elif definitions is not None:
                message = _("The section {section} is no table of definitions.").format(section=section)
                self.problems.append(Problem(file, plain.line((section,)), message, remedy))

    def _define(self, file: str, plain: Plain, section: str, code: str, given: Any) -> None:
        path: Path = (section, code)
        if (section, code) in self.places:
            message = _("It is also declared in {file}.").format(file=self.places[section, code][0])
            self._tell(file, plain, path, message, _("Keep one of the two."))
            return
        self.places[section, code] = file, plain
        kind, made = SECTIONS[section]
        try:
            refuse_reserved(code)
            document = msgspec.convert(given, kind, strict=True)
            self.found[section][code] = made(code, document, self.translations.label)
        except msgspec.ValidationError as error:
            within, message, remedy = explained(str(error))
            self._tell(file, plain, (*path, *within), message, remedy)
        except ExpressionError as error:
            self._tell(file, plain, path, str(error), "")
        except (ModelError, ValueError) as error:
            message = _("It cannot be so: {reason}.").format(reason=str(error).rstrip("."))
            self._tell(file, plain, path, message, _("Change the definition."))

    def _translate(self, file: str, plain: Plain, tag: str, words: Any) -> None:
        path: Path = (TRANSLATIONS, tag)
        if not isinstance(words, dict):
            message = _("Here should stand translations by label.")
            self._tell(file, plain, path, message, _("Write each label, a colon and what it reads."))
            return
        for label, text in words.items():
            try:
                self.translations.add(tag, label, str(text))
            except ModelError as error:
                self._tell(file, plain, (*path, label), f"{error}.", _("Change the translation."))

    def _tell(self, file: str, plain: Plain, path: Path, message: str, remedy: str) -> None:
        self.problems.append(Problem(file, plain.line(path), f"{_way(path)}: {message}", remedy))


def _way(path: Path) -> str:
    return " › ".join(map(str, path))
