"""A program that is killed while it commits: at the n-th file operation, or when a file would outgrow n bytes.

    python -m tests.spec.store.killed FOLDER

``FOLDER`` has a copy of a store for each death: ``operation-N`` or ``bytes-N``. One child of this program commits to
each and dies on the way. What each did is printed: the signal that it died of, or 0.
"""

import os
import resource
import signal
import sys
from pathlib import Path

import pandas  # noqa: F401, ICN001 (Arrow loads it at its first use: once here, and not in every child)

from populace.store.store import Store
from tests.spec.store.returns import commit_second

CHANGES = frozenset(("os.rename", "os.remove", "os.rmdir", "os.mkdir", "open"))
"""What Python tells of when a file is about to be made, named or removed; opening to read is left out below."""


def die_at_operation(number: int) -> None:
    """Kill this process before its ``number``-th change of the file system."""
    left = number

    def hook(event: str, arguments: tuple) -> None:
        nonlocal left
        if event not in CHANGES or (event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR)):
            return
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def die_at_byte(number: int) -> None:
    """Let the system kill this process when a file would grow beyond ``number`` bytes: what was written stays."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (number, number))


DEATHS = {"operation": die_at_operation, "bytes": die_at_byte}


def main(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        kind, number = path.name.split("-")
        child = os.fork()
        if child == 0:
            DEATHS[kind](int(number))
            commit_second(Store(path))
            os._exit(0)
        _child, status = os.waitpid(child, 0)
        print(
            path.name, os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status), flush=True
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
