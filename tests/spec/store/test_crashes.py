"""A kill at any moment and any byte of a commit leaves the last committed state, and nothing has to be mended."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from populace.store.files import DATA, MANIFESTS
from populace.store.store import Store
from tests.spec.store.returns import commit_first, commit_second, digests, figures

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system with fork and signals")

OPERATIONS = range(1, 31)
BYTES = (0, 1, 2, 50, 400, 1000, 1500, 2000, 2500, 3000, 4000, 5000)


@pytest.fixture(scope="module")
def before(tmp_path_factory) -> Store:
    store = Store.create(tmp_path_factory.mktemp("before") / "store")
    commit_first(store)
    return store


@pytest.fixture(scope="module")
def after(before, tmp_path_factory) -> Store:
    """The same, and a second commit that nothing interrupted."""
    folder = tmp_path_factory.mktemp("after") / "store"
    shutil.copytree(before.root, folder)
    commit_second(Store(folder))
    return Store(folder)


@pytest.fixture(scope="module")
def dead(before, root, tmp_path_factory) -> dict[Path, int]:
    """Stores whose writer died, with what it died of."""
    folder = tmp_path_factory.mktemp("dead")
    for name in [*(f"operation-{n:02d}" for n in OPERATIONS), *(f"bytes-{n:04d}" for n in BYTES)]:
        shutil.copytree(before.root, folder / name)
    done = subprocess.run(
        [sys.executable, "-m", "tests.spec.store.killed", folder],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return {folder / name: int(signal) for name, signal in map(str.split, done.stdout.splitlines())}


def test_every_death_leaves_a_committed_state(dead, before, after):
    old, new = figures(before), figures(after)
    vintages = {before.vintage: old, after.vintage: new}
    seen = {}
    for path, signal in dead.items():
        store = Store.open(path)
        seen[path.name] = (store.vintage, signal)
        assert figures(store) == vintages[store.vintage], path.name
        assert figures(store, before.vintage) == old, path.name
    killed = [vintage for vintage, signal in seen.values() if signal]
    assert (
        len(OPERATIONS) + len(BYTES) > len(killed) > 20
    )  # Deaths on all of the way; at the end of it, none.
    assert set(killed) == {
        before.vintage,
        after.vintage,
    }  # Before the commit, and after it while old files went.


def test_committing_again_gives_the_store_that_was_never_interrupted(dead, after):
    for path in dead:
        store = Store(path)
        commit_second(store)
        assert digests(path) == digests(after.root), path.name


def test_torn_and_foreign_files_are_ignored_and_swept(before, tmp_path):
    folder = tmp_path / "store"
    shutil.copytree(before.root, folder)
    whole = digests(folder)
    data = next((folder / DATA).glob("*.parquet")).read_bytes()
    (folder / DATA / "figures-0000000003-0.parquet").write_bytes(data[: len(data) // 2])
    (folder / DATA / "figures-0000000003-0.parquet.unfinished").write_bytes(data[:7])
    (folder / MANIFESTS / "0000000003.json.unfinished").write_bytes(b'{"vintage": 3, "na')
    store = Store.open(folder)
    assert store.vintage == before.vintage
    assert figures(store) == figures(before)
    store.sweep()
    assert digests(folder) == whole
