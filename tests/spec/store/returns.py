"""Two commits that do everything: new figures, corrections, deletions, a new place, files put together."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from populace.store.batch import batch
from populace.store.manifest import Commit
from populace.store.store import Store

PLACES = [f"P{number:03d}" for number in range(200)]
FIRST, SECOND = datetime(2026, 2, 3, tzinfo=UTC), datetime(2026, 3, 4, tzinfo=UTC)


def commit_first(store: Store) -> Commit:
    """Births of January in 200 places, with a first correction."""
    count = len(PLACES)
    store.commit(
        batch(PLACES, ["2026-01"] * count, ["births"] * count, ["sex=female"] * count, range(count)),
        at=FIRST,
        source="January",
    )
    return store.commit(
        batch(PLACES[:3], ["2026-01"] * 3, ["births"] * 3, ["sex=female"] * 3, [70, 71, 72]),
        at=FIRST,
        source="January, corrected",
    )


def commit_second(store: Store) -> Commit:
    """February comes, half of January is corrected and one figure of it is taken back."""
    places = [*PLACES, "P200"]
    half = PLACES[::2]
    return store.commit(
        batch(
            [*places, *half, PLACES[1]],
            ["2026-02"] * len(places) + ["2026-01"] * (len(half) + 1),
            ["births"] * (len(places) + len(half) + 1),
            ["sex=female"] * (len(places) + len(half) + 1),
            [*(number * 0.37 for number in range(len(places))), *([5.0] * len(half)), None],
        ),
        at=SECOND,
        source="February",
    )


def figures(store: Store, vintage: int | None = None) -> dict[tuple[str, str], float]:
    """Births by place and period as known at a vintage."""
    with store.snapshot(vintage) as snapshot:
        return {(each["place"], each["period"]): each["value"] for each in snapshot.rows().to_pylist()}


def digests(folder: Path) -> dict[str, str]:
    """The hash of every file below ``folder``."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
