"""What reading finds: problems that stop it, and notes on what had to be understood."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from populace.errors import InputErrors, Problem
from populace.exchange.raw import Rows
from populace.i18n import format_count, ngettext

LINES_PER_KIND = 10
"""Problems of one kind that are shown for one file; the rest are counted."""


class Findings:
    """Collects problems and notes while a folder is read, so that all are told in one pass."""

    def __init__(self) -> None:
        self._problems: defaultdict[tuple[str, str], list[Problem]] = defaultdict(list)
        self._more: defaultdict[tuple[str, str], int] = defaultdict(int)
        self._notes: dict[str, None] = {}

    def problem(self, kind: str, file: str, row: int | None, message: str, remedy: str) -> None:
        """Add one problem; ``kind`` groups those that are counted together."""
        self._problems[kind, file].append(Problem(file, row, message, remedy))

    def rows(
        self, kind: str, file: str, rows: Sequence[int] | Rows, message: Callable[[int], str], remedy: str
    ) -> None:
        """Add one problem for each of ``rows`` (rising); ``message`` gets the position in ``rows``."""
        for position, row in enumerate(rows[: LINES_PER_KIND + 1]):
            self.problem(kind, file, int(row), message(position), remedy)
        self._more[kind, file] += max(0, len(rows) - LINES_PER_KIND - 1)

    def note(self, text: str) -> None:
        """Add a sentence on what was understood; the same sentence is kept once."""
        self._notes[text] = None

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes, in the order in which they were made."""
        return tuple(self._notes)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems in the order of files and rows, at most ``LINES_PER_KIND`` of a kind in a file."""
        lines = [line for key in self._problems for line in self._shown(key)]
        return tuple(sorted(lines, key=lambda line: (line.file, line.row or 0, line.message)))

    def _shown(self, key: tuple[str, str]) -> list[Problem]:
        lines = sorted(self._problems[key], key=lambda line: line.row or 0)
        more = len(lines) - LINES_PER_KIND + self._more[key]
        if more <= 0:
            return lines
        first = lines[LINES_PER_KIND]
        message = ngettext("{count} more: {message}", "{count} more: {message}", more).format(
            count=format_count(more), message=first.message
        )
        return [*lines[:LINES_PER_KIND], Problem(first.file, first.row, message, first.remedy)]

    def has(self, file: str, *kinds: str) -> bool:
        """Whether a problem of one of ``kinds`` was found in ``file``."""
        return any(self._problems.get((kind, file)) for kind in kinds)

    def stop_if_any(self) -> None:
        """Raise ``InputErrors`` with every problem, if there is one."""
        if self._problems:
            raise InputErrors(
                self.problems, sum(map(len, self._problems.values())) + sum(self._more.values())
            )
