"""A progress bar on standard error, for work that takes longer than a person waits without wondering."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

PATIENCE = 2.0
"""Seconds after which a bar is shown."""


class Bar:
    """What is being done and how much of it is done, shown once ``PATIENCE`` has run out."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._began = time.monotonic()
        self._task = progress.add_task("", total=1.0)

    def tell(self, doing: str, done: float | None) -> None:
        """``doing`` is what is being done now, ``done`` the share of it, from 0 to 1, or ``None``: nobody knows."""
        if done is None:
            self._progress.update(self._task, description=doing, total=None)
        else:
            self._progress.update(self._task, description=doing, completed=done)
        if time.monotonic() - self._began > PATIENCE:
            self._progress.start()


@contextmanager
def progress_bar() -> Iterator[Bar]:
    """A bar that is taken away when the block ends."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    try:
        yield Bar(progress)
    finally:
        progress.stop()
