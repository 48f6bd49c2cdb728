"""Run ``populace`` in a process of its own, alone in a folder, and see all that it says and opens for writing."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_WATCH = """
import os, sys
log = open(sys.argv.pop(1), "w", encoding="utf-8")

def watch(event, arguments):
    if event == "open" and arguments[0] is not None and not log.closed:
        path, mode, flags = arguments
        if (flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) or (isinstance(mode, str) and set(mode) & set("wax+")):
            print(path, file=log, flush=True)

sys.addaudithook(watch)
from populace.cli import main
sys.argv[0] = "populace"
main()
"""


@dataclass(frozen=True)
class Watched:
    """What a run of ``populace`` said and did."""

    exit_code: int
    said: str
    opened_for_writing: tuple[str, ...]
    world: Path

    def leaves(self, text: str) -> list[Path]:
        """The files in the world of the run that hold ``text``, in any encoding that a Chinese office would use."""
        forms = {json.dumps(text).strip('"').encode()}  # as JSON inside a page writes it
        forms |= {text.encode(encoding, errors="ignore") for encoding in ("utf-8", "utf-16-le", "gb18030")}
        files = (path for path in self.world.rglob("*") if path.is_file())
        return [
            path
            for path in files
            if any(form in content for content in _contents(path) for form in forms if form)
        ]


def run_watched(world: Path, *arguments: str) -> Watched:
    """Run ``populace ARGUMENTS`` with ``world`` as its current, home, cache and temporary folder."""
    log = world.parent / f"{world.name}-opened.txt"
    environment = {
        **os.environ,
        **{
            name: str(world) for name in ("HOME", "TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME", "XDG_STATE_HOME")
        },
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        [sys.executable, "-c", _WATCH, str(log), *arguments],
        cwd=world,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=120,
    )
    opened = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return Watched(done.returncode, done.stdout.decode("utf-8"), tuple(filter(_is_ours, opened)), world)


def _contents(path: Path) -> Iterator[bytes]:
    """What the file holds; of a workbook, which is packed, what is inside."""
    yield path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            yield from (packed.read(name) for name in packed.namelist())


def _is_ours(path: str) -> bool:
    """Compiled kernels are kept beside their source, and a device holds nothing."""
    return "__pycache__" not in path and not path.startswith("/dev/") and not path.isdigit()
