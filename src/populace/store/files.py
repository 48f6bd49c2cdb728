"""Files that survive a fall: written whole, flushed to the disk, and only then given their name.

A reader holds the manifest that it reads by a shared lock on the manifest's file, which the operating system lets go
when the process ends, however it ends. Whoever sweeps removes a manifest only when nobody holds it, and then the files
that no manifest needs any more.
"""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from platform import node
from typing import IO

try:
    import fcntl
except ImportError:  # Windows has no such locks, and needs none: an open file cannot be removed there.
    fcntl = None  # type: ignore[assignment]

from populace.i18n import gettext as _
from populace.store.errors import StoreError

MANIFESTS, DATA, SCRATCH, LOCK = "manifests", "data", "scratch", "lock"
"""The folders of a store, and the file that its one writer locks."""

_UNFINISHED = ".unfinished"


def write_durably(path: Path, write: Callable[[IO[bytes]], object]) -> int:
    """Write ``path`` with ``write``, flush it to the disk, then give it its name; returns its size in bytes."""
    unfinished = path.with_name(path.name + _UNFINISHED)
    with unfinished.open("wb") as file:
        write(file)
        file.flush()
        os.fsync(file.fileno())
        size = file.tell()
    unfinished.replace(path)
    return size


def flush_folder(folder: Path) -> None:
    """Make the names in ``folder`` durable."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def manifest_path(root: Path, vintage: int) -> Path:
    """The file of the manifest of ``vintage``."""
    return root / MANIFESTS / f"{vintage:010d}.json"


def newest_manifest(root: Path) -> Path:
    """The file of the newest manifest.

    :raises StoreError: there is none.
    """
    found = max((root / MANIFESTS).glob("*.json"), default=None)
    if found is None:
        raise StoreError(_("{folder} is no store of observations.").format(folder=root))
    return found


@contextlib.contextmanager
def held(path: Path) -> Iterator[IO[bytes] | None]:
    """Open ``path`` and keep it from being swept; gives None where it was swept meanwhile."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        yield None
        return
    with file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_SH)
        yield file if os.fstat(file.fileno()).st_nlink else None


def sweep(root: Path, needed: Callable[[Path], frozenset[str]]) -> None:
    """Remove what nobody needs: old manifests that nobody holds, and files that no manifest left needs.

    ``needed`` gives the names of the files that a manifest needs. To be called by the one writer only.
    """
    newest = newest_manifest(root)
    for old in sorted((root / MANIFESTS).iterdir()):
        if old != newest:
            _remove_unless_held(old)
    kept = {name for path in (root / MANIFESTS).glob("*.json") for name in needed(path)}
    for file in sorted((root / DATA).iterdir()):
        if file.name not in kept:
            file.unlink(missing_ok=True)
    _sweep_scratch(root / SCRATCH)


def scratch_folder(root: Path, use: str) -> Path:
    """Where this process may put intermediate results; it is made only when there are any."""
    return root / SCRATCH / f"{node()}-{os.getpid()}-{use}"


def _sweep_scratch(scratch: Path) -> None:
    """Remove what processes of this machine left that are no more."""
    if not scratch.is_dir():
        return
    for folder in sorted(scratch.iterdir()):
        machine, process, _use = folder.name.rsplit("-", 2)
        if machine == node() and not _runs(int(process)):
            shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):  # Somebody else's is still there.
        scratch.rmdir()


def _runs(process: int) -> bool:
    if os.name == "nt":
        return False  # Files that are in use cannot be removed there, which is all that matters.
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _remove_unless_held(path: Path) -> None:
    with path.open("rb") as file, contextlib.suppress(BlockingIOError, PermissionError):
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
