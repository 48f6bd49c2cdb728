"""A catalogue as YAML, which ``load`` reads as the same catalogue."""

from typing import Any

import msgspec
import yaml

from populace.catalog.catalogue import Catalogue
from populace.catalog.files.writing import WRITERS


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


class _Dumper(yaml.SafeDumper):  # type: ignore[misc]
    """Without aliases, which are refused on the way in; words such as ``no`` in quotation marks, to be sure."""

    def ignore_aliases(self, data: object) -> bool:
        """No value is written as a reference to an equal one."""
        return True
