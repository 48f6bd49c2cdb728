"""The CSV files of the UN's own site, ``WPP2024_*.csv`` and ``.csv.gz``.

The columns are those that public readers of these files name. ``SortOrder, LocID, Notes, ISO3_code, ISO2_code,
SDMX_code, LocTypeID, LocTypeName, ParentID, Location, VarID, Variant, Time`` stand first everywhere; files by age go on
with ``MidPeriod, AgeGrp, AgeGrpStart, AgeGrpSpan`` and then ``PopMale, PopFemale, PopTotal`` (single and five-year
ages), ``Sex, mx, qx, …`` (life tables) or ``ASFR, PASFR, Births`` (fertility). ``Demographic_Indicators`` has
``Births, TFR, SRB, Deaths, LEx, LExMale, LExFemale, NetMigrations`` among its sixty-five. Seen in the headers listed by
a checker of the population files (``WPP2024_AGE5_FIELDS``), a reader of fertility by age (``LocTypeName, LocID, Time,
AgeGrp, ASFR, PASFR, Births, Variant``), readers of the life tables (``Location, Sex, Time, AgeGrpStart, mx, px``) and
a listing of the indicator file's header.

Counts are in thousands, ASFR per 1,000 women, SRB boys per 100 girls. ``Time`` is the year; population is at
1 January of it where the file name says ``1January``, else at 1 July. Of the variants only ``Medium`` is read.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from populace.demography.sex import FEMALE, MALE
from populace.exchange.delimited import column_of, csv_options, stem
from populace.exchange.layout import Layout, PlaceLayout, StockDate, Values
from populace.exchange.opening import UnreadableFile, opened
from populace.exchange.raw import RawTable
from populace.exchange.wpp.editions import LAST_ESTIMATES, PERSONS, PRIORITIES, citation, edition_of
from populace.i18n import gettext as _

PER_THOUSAND = 0.001
PER_HUNDRED = 0.01

PLACE, NAME, TIME, VARIANT, SEX = "LocID", "Location", "Time", "Variant", "Sex"
AGE, SPAN = "AgeGrp", "AgeGrpSpan"


@dataclass(frozen=True)
class Figure:
    """A column of the UN's files: its measure, the worth of its unit, its sex."""

    column: str
    measure: str
    factor: float = 1.0
    sex: int | None = None


FIGURES: dict[str, tuple[Figure, ...]] = {
    "Population": (
        Figure("PopFemale", "population", PERSONS, FEMALE),
        Figure("PopMale", "population", PERSONS, MALE),
    ),
    "Deaths": (
        Figure("DeathFemale", "deaths", PERSONS, FEMALE),
        Figure("DeathMale", "deaths", PERSONS, MALE),
    ),
    "Life_Table": (Figure("mx", "mortality_rate"),),
    "Fertility": (
        Figure("ASFR", "fertility_rate", PER_THOUSAND),
        Figure("Births", "births", PERSONS),
    ),
    "Demographic_Indicators": (
        Figure("TFR", "total_fertility"),
        Figure("SRB", "sex_ratio_at_birth", PER_HUNDRED),
        Figure("LExFemale", "life_expectancy", 1.0, FEMALE),
        Figure("LExMale", "life_expectancy", 1.0, MALE),
        Figure("Births", "births", PERSONS),
        Figure("Deaths", "deaths", PERSONS),
        Figure("NetMigrations", "net_migration", PERSONS),
    ),
}
"""What is read of each family of files, by the word in their names."""

BLOCK = 1 << 24
"""Bytes of text that are parsed at a time: the files hold hundreds of megabytes, a place of them some thousand rows."""


def is_official(path: Path) -> bool:
    """Whether a file is one of the UN's own, by its name."""
    name = stem(path)
    return name.startswith("WPP") and edition_of(name) is not None and _family(name) is not None


def _family(name: str) -> tuple[Figure, ...] | None:
    return next((figures for word, figures in FIGURES.items() if f"_{word}" in name), None)


def read_official(path: Path, wanted: Collection[str] | None) -> RawTable | None:
    """The columns that are used, and the rows of ``wanted`` locations.

    ``None`` if the header is not the UN's, or no row follows it. The file is streamed: memory is bounded by the rows
    kept.
    """
    header = _header(path)
    figures = _family(stem(path)) or ()
    used = [name for name in (PLACE, NAME, TIME, VARIANT, SEX, AGE, SPAN) if name in header]
    used += [figure.column for figure in figures if figure.column in header]
    if PLACE not in header or TIME not in header or not {figure.column for figure in figures} & set(used):
        return None
    kept, rows = [], []
    for table, first in _blocks(path, header, [header.index(name) for name in used]):
        mask = _of_places(table.column(used.index(PLACE)), wanted)
        kept.append(table.filter(mask))
        rows.append(np.flatnonzero(mask.to_numpy(zero_copy_only=False)).astype(np.int32) + first)
    if not kept:
        return None
    table = pa.concat_tables(kept)
    columns = tuple(column_of(name, table.column(i)) for i, name in enumerate(used))
    return RawTable(path.name, (stem(path),), 1, columns, np.concatenate(rows))


def _header(path: Path) -> list[str]:
    with opened(path) as stream:
        text = stream.read(1 << 14).decode("utf-8-sig", errors="ignore")
    return [cell.strip().strip('"') for cell in (text.splitlines() or [""])[0].split(",")]


def _blocks(path: Path, header: Sequence[str], used: Sequence[int]) -> Iterator[tuple[pa.Table, int]]:
    reading, converting = csv_options(len(header), 1, used)
    reading.block_size = BLOCK
    row = 2
    with opened(path) as stream:
        try:
            for batch in pacsv.open_csv(
                pa.PythonFile(stream, "r"), reading, pacsv.ParseOptions(), converting
            ):
                yield pa.table(batch), row
                row += batch.num_rows
        except pa.ArrowInvalid as error:
            raise UnreadableFile(
                _("{file}: the rows and cells cannot be told apart. Fetch the file again.").format(
                    file=path.name
                )
            ) from error


def _of_places(places: pa.ChunkedArray, wanted: Collection[str] | None) -> pa.Array:
    decoded = places.combine_chunks().cast(pa.string())
    if wanted is None:
        return pc.true_unless_null(decoded)
    return pc.is_in(decoded, value_set=pa.array(sorted(wanted), pa.string()))


def layout_of(table: RawTable) -> Layout:
    """The layout of a table that ``read_official`` gave."""
    at = {heading: position for position, heading in enumerate(table.headers)}
    name = table.names[-1]
    edition = edition_of(name) or max(LAST_ESTIMATES)
    values = tuple(
        Values(at[figure.column], figure.measure, figure.sex, None, figure.factor)
        for figure in _family(name) or ()
        if figure.column in at
    )
    return Layout(
        values=values,
        place=at[PLACE],
        time=at[TIME],
        sex=at.get(SEX),
        age=at.get(AGE),
        age_width=at.get(SPAN),
        stock_date=StockDate.START if "1January" in name else StockDate.MIDDLE,
        last_estimate=LAST_ESTIMATES[edition],
        # Where the same figure is also in an extract of an R package, the UN's own file is used.
        priority=PRIORITIES[edition] - 2,
        citation=citation(edition),
        trusted=True,
        variant=at.get(VARIANT),
    )


def places_of(table: RawTable) -> PlaceLayout | None:
    """Where the names of the locations stand in it."""
    if NAME not in table.headers:
        return None
    return PlaceLayout(table.headers.index(PLACE), (("en", table.headers.index(NAME)),), trusted=True)
