"""The projection of many places, from protected tables to one Parquet file."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from populace.forecast.accuracy import Counted, accuracy_among
from populace.forecast.evidence import Evidence
from populace.forecast.many.job import Job, job_of
from populace.forecast.many.stretches import run
from populace.forecast.past_trials import past_trials
from populace.forecast.results import PURPOSE, Accuracy, Settings
from populace.forecast.run import what_is_in_the_fans
from populace.forecast.summarise import births_past, births_worked_out, total_past
from populace.forecast.tables import Tables
from populace.protect.small_counts import ProtectionError
from populace.report.projection.begun import Workplace, name_of
from populace.report.projection.rows import GROUPS, METHOD, SCHEMA, table

Progress = Callable[[float], None]

TRIALS = 0.25
"""Share of the time that the trials on the past take."""


def beside(out: Path) -> Path:
    """The folder in which the result is made, until it is whole."""
    return out.with_name(f"{out.name}.unfinished")


def write_projection(
    tables: Tables, settings: Settings, out: Path, progress: Progress = lambda share: None
) -> int:
    """Project all places asked for and write them to ``out``; returns the number of places.

    What an earlier run of the same job has finished is taken as it is; the result is the same to the last bit.

    :raises ProtectionError: the tables are not protected; then nothing is written.
    :raises OutputError: the folder beside ``out`` holds another job.
    """
    if not tables.protected:
        raise ProtectionError("a projection is written from protected tables only")
    evidence = Evidence.of(tables)
    job = job_of(tables, evidence, settings, GROUPS)
    workplace = Workplace(beside(out))
    begun = workplace.begin(name_of(job, tables))
    accuracy = accuracies(tables, evidence, job, lambda share: progress(TRIALS * share))
    del tables, evidence
    stretches = job.stretches
    for piece in run(job, begun):
        workplace.keep(piece, table(piece.places, job, accuracy))
        progress(TRIALS + (1.0 - TRIALS) * (piece.number + 1) / len(stretches))
    _join(job, workplace.parts(len(stretches)), out)
    workplace.remove()
    return sum(len(branch.members) for branch in job.branches)


def accuracies(tables: Tables, evidence: Evidence, job: Job, progress: Progress) -> dict[str, Accuracy]:
    """The accuracy that the same method had on the past of each place of ``job``, where that can be told."""
    base_year = max(branch.plan.base_year for branch in job.branches)
    trials = past_trials(tables, job.settings, base_year, progress)
    found: dict[str, Accuracy] = {}
    for branch in job.branches:
        for code, units in branch.members.items():
            counted = Counted(
                births_past(evidence, code, units),
                births_worked_out(units, evidence, code),
                total_past(units),
            )
            if (accuracy := accuracy_among(trials, evidence, code, counted)) is not None:
                found[code] = accuracy
    return found


def _join(job: Job, parts: list[Path], out: Path) -> None:
    """All parts below each other in one file, which appears when it is whole."""
    told = {
        "purpose": PURPOSE,
        "method": METHOD,
        "base_year": str(max(branch.plan.base_year for branch in job.branches)),
        "horizon": str(max(branch.plan.horizon for branch in job.branches)),
        "trajectories": str(job.settings.trajectories),
        "seed": str(job.settings.seed),
        "uncertainty": "\n".join(what_is_in_the_fans()),
    }
    aside = out.with_name(f".{out.name}")
    with pq.ParquetWriter(aside, SCHEMA.with_metadata(told)) as writer:
        for part in parts:
            writer.write_table(_cast(pq.read_table(part)))
    aside.replace(out)


def _cast(rows: pa.Table) -> pa.Table:
    return rows.cast(SCHEMA)
