"""Quantiles of places as rows of a tidy table: one row for one place, year, measure, sex and age group.

Column names and codes are in English in every language. Ages are in five-year groups: single years of age of small
places are never published.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from populace.demography.sex import SEXES
from populace.forecast.many.fans import BIRTHS, POPULATION, PlaceFans
from populace.forecast.many.job import Job
from populace.forecast.results import PROBABILITIES, PURPOSE, Accuracy
from populace.forecast.simulate import Groups
from populace.forecast.summarise import rungs_of

METHOD = "cohort-component"
PAST = ("past_error", "past_coverage80", "past_comparisons")
QUANTILES = ("low95", "low80", "median", "high80", "high95")
BOTH = "both"
SCORED = {BIRTHS: "births", POPULATION: "total"}
"""Whole figures that trials on the past judge, and what ``HorizonScores`` calls them."""

OPEN_END = -1
"""``age_to`` of the open group."""

GROUPS: Groups = (*((low, low + 5) for low in range(0, 100, 5)), (100, 101))

SUBJECTS = {
    BIRTHS: "births", "total_fertility": "births", "deaths": "mortality", "net_migration": "migration",
    POPULATION: "population",
}  # fmt: skip
"""Which rung of the ladder a measure stands on."""

_TEXT = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    [
        ("place", _TEXT), ("year", pa.int16()), ("measure", _TEXT), ("sex", _TEXT),
        ("age_from", pa.int16()), ("age_to", pa.int16()),
        *((name, pa.float32()) for name in QUANTILES),
        ("past_error", pa.float32()), ("past_coverage80", pa.float32()), ("past_comparisons", pa.int16()),
        ("purpose", _TEXT), ("method", _TEXT), ("rung", _TEXT), ("seed", pa.int64()),
    ]
)  # fmt: skip


def table(places: Sequence[PlaceFans], job: Job, accuracy: Mapping[str, Accuracy]) -> pa.Table:
    """The rows of ``places``, in their order; ``accuracy`` is that of the same method on the past of each place.

    Beside a whole figure stand the mean absolute error of the same figure as many years ahead (a share), how often the
    80 % interval held, and on how many comparisons that rests; nothing where nothing was counted to compare with.
    """
    years = job.years_ahead
    parts = [
        part
        for one in places
        for part in _parts(one, years[one.code], _rungs(job, one.code), job, accuracy.get(one.code))
    ]
    return pa.concat_tables(parts).unify_dictionaries().combine_chunks()


def _rungs(job: Job, place: str) -> Mapping[str, str]:
    for branch in job.branches:
        if place in branch.members:
            return {subject: one.code for subject, one in rungs_of(branch.members[place], place).items()}
    raise KeyError(place)


def _parts(
    one: PlaceFans, years: np.ndarray, rungs: Mapping[str, str], job: Job, accuracy: Accuracy | None
) -> list[pa.Table]:
    parts = []
    for measure, fan in one.fans.items():
        whole = _rows(one.code, job, years, measure, [(BOTH, 0, OPEN_END)], fan[:, np.newaxis], rungs)
        parts.append(_with_past(whole, measure, accuracy))
    cells = [
        (sex, low, OPEN_END if (low, high) == job.groups[-1] else high - 1)
        for sex in SEXES
        for low, high in job.groups
    ]
    people = one.people.reshape(len(years), len(cells), len(PROBABILITIES))
    return [*parts, _rows(one.code, job, years, POPULATION, cells, people, rungs)]


def _rows(
    place: str, job: Job, years: np.ndarray, measure: str, cells: Sequence[tuple[str, int, int]],
    fan: np.ndarray, rungs: Mapping[str, str],
) -> pa.Table:  # fmt: skip
    size = len(years) * len(cells)
    sexes, lows, highs = zip(*cells, strict=True)
    columns = {
        "place": _word(place, size),
        "year": pa.array(np.repeat(years, len(cells)).astype(np.int16)),
        "measure": _word(measure, size),
        "sex": pa.array(list(sexes) * len(years)).dictionary_encode(),
        "age_from": pa.array(np.tile(np.array(lows, dtype=np.int16), len(years))),
        "age_to": pa.array(np.tile(np.array(highs, dtype=np.int16), len(years))),
        **{name: pa.array(fan[..., at].reshape(size)) for at, name in enumerate(QUANTILES)},
        **{name: pa.nulls(size, SCHEMA.field(name).type) for name in PAST},
        "purpose": _word(PURPOSE, size),
        "method": _word(METHOD, size),
        "rung": _word(rungs[SUBJECTS[measure]], size),
        "seed": pa.array(np.full(size, job.settings.seed, dtype=np.int64)),
    }
    return pa.table(columns, schema=SCHEMA)


def _with_past(rows: pa.Table, measure: str, accuracy: Accuracy | None) -> pa.Table:
    """The rows of a whole figure, one a year from the first ahead, with what trials on the past say of each."""
    if accuracy is None or measure not in SCORED:
        return rows
    bands = [one for one in accuracy.by_horizon if one.quantity == SCORED[measure]]
    told = [
        next((one for one in bands if one.first <= ahead <= one.last), None)
        for ahead in range(1, len(rows) + 1)
    ]
    for name, field in zip(
        PAST, ("mean_absolute_percentage_error", "coverage80", "comparisons"), strict=True
    ):
        values = [None if one is None else getattr(one, field) for one in told]
        at = SCHEMA.get_field_index(name)
        rows = rows.set_column(at, SCHEMA.field(name), pa.array(values, SCHEMA.field(name).type))
    return rows


def _word(text: str, size: int) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(size, dtype=np.int32)), pa.array([text]))
