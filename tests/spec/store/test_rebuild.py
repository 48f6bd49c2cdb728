"""The same commits give the same store, byte for byte, however their rows were read."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa

from populace.store.batch import batch
from populace.store.store import Store
from tests.spec.store.returns import digests

START = datetime(2026, 1, 1, tzinfo=UTC)


def commits(seed: int) -> list[pa.Table]:
    """Eighteen batches with corrections and deletions among them."""
    rng = np.random.default_rng(seed)
    made = []
    for _ in range(18):
        keys = sorted({tuple(rng.integers(0, (40, 6, 3, 2)).tolist()) for _ in range(80)})
        place, month, measure, sex = zip(*keys, strict=True)
        values = [None if rng.random() < 0.2 else float(rng.integers(0, 3)) for _key in keys]
        made.append(
            batch(
                [f"P{each}" for each in place],
                [f"2026-{each + 1:02d}" for each in month],
                [f"M{each}" for each in measure],
                ["sex=female" if each else "sex=male" for each in sex],
                values,
            )
        )
    return made


def built(folder, batches, **how) -> Store:
    store = Store.create(folder)
    for number, made in enumerate(batches):
        store.commit(made, at=START + timedelta(days=number), source=f"deposit {number}", **how)
    return store


def test_a_rebuilt_store_has_the_same_bytes(tmp_path):
    one, other = (built(tmp_path / name, commits(1)) for name in ("one", "other"))
    assert digests(one.root) == digests(other.root)
    assert one.vintage == 18


def test_neither_the_order_of_rows_nor_their_blocks_matter(tmp_path):
    rng = np.random.default_rng(2)

    def shuffled(table: pa.Table) -> list[pa.Table]:
        mixed = table.take(pa.array(rng.permutation(table.num_rows)))
        return [mixed.slice(start, 17) for start in range(0, mixed.num_rows, 17)]

    straight = built(tmp_path / "straight", commits(3))
    mixed = built(tmp_path / "mixed", [shuffled(each) for each in commits(3)])
    assert digests(straight.root) == digests(mixed.root)


def test_readers_leave_no_trace(tmp_path):
    store = built(tmp_path / "read", commits(4)[:5])
    before = digests(store.root)
    with store.snapshot(2) as snapshot:
        snapshot.rows()
    store.compare(commits(4)[6])
    assert digests(store.root) == before


def test_files_stay_few(tmp_path):
    store = built(tmp_path / "few", commits(5))
    assert len(store.manifest.segments) <= 6
    assert len(store.manifest.past) <= 8
