"""The tree of errors.

::

    PopulaceError
    ├── UserError          shown plainly, without a traceback, with an exit code
    │   ├── InputErrors    everything that is wrong in what was read, found in one pass
    │   ├── MissingData    what was asked needs a table that is not there
    │   └── OutputError    what was made cannot be written where it was asked for
    └── ModelError         rates or counts outside what a method is defined for: a fault of the caller

A ``UserError`` says what is wrong, where, and what to do about it, to the person who can do it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from populace.i18n import gettext as _
from populace.i18n import ngettext


class PopulaceError(Exception):
    """Anything Populace raises on purpose."""


class UserError(PopulaceError):
    """A mistake in what the user gave; its text is shown as it is, on one line."""

    exit_code = 2


class MissingData(UserError):
    """A table that the question needs is not there, and no rung of the ladder replaces it."""


class OutputError(UserError):
    """The place to write to cannot be used."""


class ModelError(PopulaceError, ValueError):
    """A method was given values outside its domain (a negative rate, arrays that do not fit)."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in what was read.

    ``row`` is the line in the file as the user's spreadsheet numbers it (the header is row 1), or ``None``
    when the problem is of the whole file.
    """

    file: str
    row: int | None
    message: str
    remedy: str

    def __str__(self) -> str:
        where = self.file
        if self.row is not None:
            where = _("{file}, row {row}").format(file=self.file, row=self.row)
        return _("{where}: {message} {remedy}").format(where=where, message=self.message, remedy=self.remedy)


class InputErrors(UserError):
    """All the problems of a folder, together, so that they can be mended in one go."""

    def __init__(self, problems: Iterable[Problem], count: int | None = None) -> None:
        """``count`` is the number of all problems, where some of them share a line."""
        self.problems = tuple(problems)
        found = len(self.problems) if count is None else count
        super().__init__(
            ngettext("{count} problem was found.", "{count} problems were found.", found).format(count=found)
        )
        for problem in self.problems:
            self.add_note(str(problem))  # shown below the message where nobody catches it: in a notebook
