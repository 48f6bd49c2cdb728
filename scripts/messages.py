"""Collect the strings people read and bring the translation catalogues up to date.

``make messages`` runs this. It keeps every translation whose string still stands in the source, drops the others
and adds what is new with an empty translation, which ``tests/unit/test_i18n.py`` then asks for.
"""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parent.parent / "src" / "populace"
LOCALES = ("zh_Hans",)

TEMPLATES = ("**.html", "**.j2", "**.jinja", "**.svg", "**.txt")
METHODS = [("**.py", "python"), *((pattern, "jinja2") for pattern in TEMPLATES)]
OPTIONS = {pattern: {"encoding": "utf-8", "silent": "false"} for pattern in TEMPLATES}
MOVING_HEADERS = (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By')
"""Headers that change with every run and say nothing that version control does not."""


def catalogue_path(locale: str) -> Path:
    """Where the translations into ``locale`` are kept."""
    return SOURCE / "locale" / locale / "LC_MESSAGES" / "populace.po"


def collect(source: Path = SOURCE) -> Catalog:
    """Every string marked for translation under ``source``, with the files that it stands in."""
    found = Catalog(project="Populace", charset="utf-8")
    for filename, lineno, message, comments, context in extract_from_dir(
        source,
        method_map=METHODS,
        options_map=OPTIONS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    ):
        found.add(message, locations=[(filename, lineno)], auto_comments=comments, context=context)
    return found


def translated(locale: str) -> Catalog:
    """The catalogue of ``locale`` as it is kept, or an empty one where there is none yet."""
    path = catalogue_path(locale)
    if not path.exists():
        return Catalog(locale=locale, project="Populace", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def update(locale: str) -> int:
    """Bring the catalogue of ``locale`` up to date; the number of strings that still lack a translation."""
    catalogue = translated(locale)
    catalogue.update(collect(), no_fuzzy_matching=True)
    catalogue.header_comment = (
        "# Populace: what people read, in Simplified Chinese. Updated by `make messages`."
    )
    text = BytesIO()
    write_po(text, catalogue, width=110, ignore_obsolete=True, sort_by_file=True, include_lineno=False)
    kept = [line for line in text.getvalue().splitlines(keepends=True) if not line.startswith(MOVING_HEADERS)]
    path = catalogue_path(locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(kept))
    return sum(1 for message in catalogue if message.id and not _has_text(message.string))


def _has_text(string: str | tuple[str, ...]) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


if __name__ == "__main__":
    for each in LOCALES:
        print(
            f"{each}: {update(each)} strings to translate in {catalogue_path(each).relative_to(Path.cwd())}"
        )
