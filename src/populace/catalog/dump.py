"""A catalogue as YAML, which ``load`` reads as the same catalogue."""

from typing import Any

import msgspec
import yaml

from populace.catalog.catalogue import Catalogue
from populace.catalog.files.writing import WRITERS
from populace.catalog.files.yaml_text import MORE_THAN_TEXT


def dump(catalogue: Catalogue) -> str:
    """``catalogue`` as a file of definitions; what a definition leaves at its default is left out."""
    content: dict[str, Any] = {}
    for section, write in WRITERS.items():
        given = getattr(catalogue, section)
        if given:
            content[section] = {code: msgspec.to_builtins(write(each)) for code, each in given.items()}
    if catalogue.translations:
        content["translations"] = {tag: dict(words) for tag, words in catalogue.translations.items()}
    return str(yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110))


_Fastest: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_Fastest):  # type: ignore[misc]
    """Without aliases, which are refused on the way in, and with a text that looks like a number in quotation marks."""

    def ignore_aliases(self, data: object) -> bool:
        """No value is written as a reference to an equal one."""
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=_style(text))


def _style(text: str) -> str | None:
    """How ``text`` is quoted: with escapes where it has more than printable characters, plainly where it needs none."""
    if not text.isprintable():
        return '"'
    return "'" if any(pattern.match(text) for pattern in MORE_THAN_TEXT.values()) else None


_Dumper.add_representer(str, _text)
