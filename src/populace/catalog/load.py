"""Catalogue files of users: definitions in YAML laid over those that come with the software.

Everything wrong is told in one pass: with the file, the line, the way to the field inside the file, and what to do.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from populace.catalog.catalogue import Catalogue
from populace.catalog.check import faults
from populace.catalog.dump import dump
from populace.catalog.faults import Fault
from populace.catalog.files.definitions import Definitions
from populace.catalog.files.yaml_text import LARGEST
from populace.catalog.shipped import SHIPPED
from populace.errors import InputErrors, UserError
from populace.i18n import gettext as _

__all__ = ["dump", "load", "load_onto", "load_texts"]


def load(path: Path) -> Catalogue:
    """The definitions of one file alone. What they name may stand elsewhere, and is not looked for.

    :raises InputErrors: some definition cannot be read; with all problems.
    :raises UserError: a file that is not there, too big, or not in UTF-8.
    """
    read = Definitions()
    read.read(path.name, _text(path))
    if read.problems:
        raise InputErrors(read.problems)
    return read.catalogue()


def load_onto(paths: Iterable[Path], base: Catalogue = SHIPPED) -> Catalogue:
    """``base`` with the definitions of the files ``paths`` over it, holding together.

    :raises InputErrors: some definition cannot be read or does not hold together; with all problems.
    :raises UserError: a file that is not there, too big, or not in UTF-8.
    """
    return load_texts([(path.name, _text(path)) for path in paths], base)


def load_texts(texts: Iterable[tuple[str, str]], base: Catalogue = SHIPPED) -> Catalogue:
    """``base`` with the definitions of ``texts``, each with the name of its file, over it.

    :raises InputErrors: as ``load_onto``.
    """
    read = Definitions()
    for file, text in texts:
        read.read(file, text)
    own = read.catalogue()
    whole = base.with_(own)
    known = {*faults(base)}
    broken = (each for each in faults(whole) if each not in known and each.named not in read.unreadable)
    problems = [*read.problems, *map(read.told, (*_told_otherwise(own, base), *broken))]
    if problems:
        raise InputErrors(sorted(problems, key=lambda each: (each.file, each.row or 0)))
    return whole


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(4 * LARGEST + 1)
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(_("{file} is not in UTF-8. Save it as UTF-8.").format(file=path)) from error
    except OSError as error:
        raise UserError(
            _("{file} cannot be read: {reason}. Look at its name and whether you may read it.").format(
                file=path, reason=error.strerror
            )
        ) from error


def _told_otherwise(own: Catalogue, base: Catalogue) -> Iterator[Fault]:
    """A file may replace a definition that ships, but not say that a count is about something else."""
    for code, given in own.measures.items():
        before = base.measures.get(code)
        if before is None:
            continue
        if given.subject is not before.subject:
            yield Fault(
                "measures",
                code,
                "subject",
                _("What a measure that ships is about cannot be declared anew (it is {subject}).").format(
                    subject=before.subject.value
                ),
                _("Keep its subject, or declare a measure under another code."),
            )
        if before.sensitive and not given.sensitive:
            yield Fault(
                "measures",
                code,
                "sensitive",
                _("A measure that ships as sensitive stays so."),
                _("Write sensitive: true, or declare a measure under another code."),
            )
