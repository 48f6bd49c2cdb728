"""One process writes, several read: each reader sees whole commits and keeps its own while files are replaced."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

from populace.store.batch import batch
from populace.store.store import Store

READER = """
import sys
from pathlib import Path
from populace.store.store import Store

store, until, seen = Store.open(Path(sys.argv[1])), int(sys.argv[2]), set()
while max(seen, default=0) < until:
    with store.snapshot() as snapshot:
        first = snapshot.rows()
        values = set(first["value"].to_pylist())
        assert len(values) <= 1, values
        assert snapshot.vintage == (values.pop() if values else 0)
        seen.add(snapshot.vintage)
        assert snapshot.rows().num_rows == first.num_rows
print(len(seen))
"""

PLACES = [f"P{number:02d}" for number in range(50)]
START = datetime(2026, 1, 1, tzinfo=UTC)


def commit(store: Store, number: int) -> None:
    """All figures become ``number``."""
    count = len(PLACES)
    store.commit(
        batch(PLACES, ["2026-01"] * count, ["births"] * count, [""] * count, [float(number)] * count),
        at=START + timedelta(hours=number),
        source=f"return {number}",
    )


def test_readers_see_whole_commits_while_one_writes(tmp_path):
    store, last = Store.create(tmp_path / "store"), 20
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, store.root, str(last)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    for number in range(1, last + 1):
        commit(store, number)
    for reader in readers:
        printed, _errors = reader.communicate(timeout=120)
        assert reader.returncode == 0
        assert int(printed) >= 1


def test_two_writers_take_turns(tmp_path):
    store = Store.create(tmp_path / "store")
    program = (
        "import sys; from pathlib import Path; from datetime import UTC, datetime; "
        "from populace.store.store import Store; from populace.store.batch import batch\n"
        "for month in range(1, 6):\n"
        "    made = batch([sys.argv[2]], [f'2026-{month:02d}'], ['births'], [''], [float(month)])\n"
        "    Store.open(Path(sys.argv[1])).commit(made, at=datetime(2026, 1, 1, tzinfo=UTC), source=sys.argv[2])\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", program, store.root, place]) for place in ("A", "B")]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    assert store.vintage == 10
    with store.snapshot() as snapshot:
        assert snapshot.rows().num_rows == 10


def test_a_reader_keeps_its_files_until_it_ends(tmp_path):
    store = Store.create(tmp_path / "store")
    commit(store, 1)
    with store.snapshot() as snapshot:
        for number in range(2, 8):
            commit(store, number)  # Each puts files together and lets the old ones go.
        assert set(snapshot.rows()["value"].to_pylist()) == {1.0}
    needed = {path.name for path in (store.root / "data").iterdir()}
    store.sweep()
    left = {path.name for path in (store.root / "data").iterdir()}
    assert left == store.manifest.files < needed
