"""A small DHIS2 installation as its metadata tell of it, and its files read as the importer reads them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from populace.exchange.dhis2.metadata_reading import metadata_of
from populace.exchange.dhis2.reading import SAID_NOTHING, Said, read_values
from populace.exchange.dhis2.understanding import Understood, understood
from populace.exchange.imports.checks import Keys, check_keys
from populace.exchange.imports.limits import check_limits
from populace.exchange.imports.reasons import Reasons
from populace.exchange.imports.resolve import Resolver

NATION, DISTRICT, ASH, BIRCH = "ouNation001", "ouDistrict1", "ouAsh000001", "ouBirch0001"
VISITS, STOCK, OPEN_DAYS, TRAINED, HEADS = (
    "deVisits001", "deStock0001", "deOpenDays1", "deTrained01", "deHeads0001",
)  # fmt: skip
AGE, SEX, FUNDER = "caAge000001", "caSex000001", "caFunder001"
YOUNG, OLD, WOMEN, MEN, STATE, DONOR = (
    "coYoung0001", "coOld000001", "coWomen0001", "coMen000001", "coState0001", "coDonor0001",
)  # fmt: skip
BY_AGE_SEX, BY_FUNDER = "ccAgeSex001", "ccFunder001"
YOUNG_WOMEN, YOUNG_MEN, OLD_WOMEN, OLD_MEN = "ccoYoungW01", "ccoYoungM01", "ccoOldW0001", "ccoOldM0001"
BY_STATE, BY_DONOR = "ccoState001", "ccoDonor001"
DEFAULT_CELL = "HllvX50cXC0"
MONTHLY, YEARLY, FUNDED = "dsMonthly01", "dsYearly001", "dsFunded001"


def ref(uid: str) -> dict[str, str]:
    return {"id": uid}


def refs(*uids: str) -> list[dict[str, str]]:
    return [ref(uid) for uid in uids]


def unit(uid: str, code: str, name: str, parent: str | None = None, **more: Any) -> dict[str, Any]:
    above = {} if parent is None else {"parent": ref(parent)}
    return {"id": uid, "code": code, "name": name, "openingDate": "2010-01-01", **above, **more}


def element(uid: str, code: str, name: str, combo: str | None = None, **more: Any) -> dict[str, Any]:
    split = {} if combo is None else {"categoryCombo": ref(combo)}
    return {"id": uid, "code": code, "name": name, **split, **more}


def cell(uid: str, code: str, combo: str, *options: str) -> dict[str, Any]:
    return {
        "id": uid,
        "code": code,
        "name": code,
        "categoryCombo": ref(combo),
        "categoryOptions": refs(*options),
    }


def named(uid: str, code: str, **more: Any) -> dict[str, Any]:
    return {"id": uid, "code": code, "name": code.title(), **more}


def data_set(
    uid: str, code: str, elements: Iterable[str], units: Iterable[str], **more: Any
) -> dict[str, Any]:
    return named(
        uid,
        code,
        dataSetElements=[{"dataElement": ref(each)} for each in elements],
        organisationUnits=refs(*units),
        **more,
    )


def office() -> dict[str, Any]:
    """Two clinics that report visits by age and sex, stock and days open every month, and heads once a year."""
    return {
        "organisationUnits": [
            unit(NATION, "N", "Nation"),
            unit(DISTRICT, "D", "District", NATION),
            unit(ASH, "ASH", "Ash clinic", DISTRICT),
            unit(BIRCH, "BIRCH", "Birch clinic", DISTRICT, openingDate="2024-06-01", closedDate="2025-06-30"),
        ],
        "categoryOptions": [
            named(YOUNG, "YOUNG"),
            named(OLD, "OLD"),
            named(WOMEN, "WOMEN"),
            named(MEN, "MEN"),
            named(STATE, "STATE"),
            named(DONOR, "DONOR", organisationUnits=refs(ASH), startDate="2025-01-01", endDate="2025-12-31"),
        ],
        "categories": [
            named(AGE, "AGE", categoryOptions=refs(YOUNG, OLD)),
            named(SEX, "SEX", categoryOptions=refs(WOMEN, MEN)),
            named(FUNDER, "FUNDER", categoryOptions=refs(STATE, DONOR), dataDimensionType="ATTRIBUTE"),
        ],
        "categoryCombos": [
            named(BY_AGE_SEX, "AGE_SEX", categories=refs(AGE, SEX)),
            named(BY_FUNDER, "BY_FUNDER", categories=refs(FUNDER), dataDimensionType="ATTRIBUTE"),
        ],
        "categoryOptionCombos": [
            cell(YOUNG_WOMEN, "YOUNG_WOMEN", BY_AGE_SEX, WOMEN, YOUNG),
            cell(YOUNG_MEN, "YOUNG_MEN", BY_AGE_SEX, YOUNG, MEN),
            cell(OLD_WOMEN, "OLD_WOMEN", BY_AGE_SEX, OLD, WOMEN),
            cell(OLD_MEN, "OLD_MEN", BY_AGE_SEX, OLD, MEN),
            cell(BY_STATE, "BY_STATE", BY_FUNDER, STATE),
            cell(BY_DONOR, "BY_DONOR", BY_FUNDER, DONOR),
        ],
        "dataElements": [
            element(VISITS, "VISITS", "Visits", BY_AGE_SEX, valueType="INTEGER_ZERO_OR_POSITIVE"),
            element(STOCK, "STOCK", "Stock at the end", aggregationType="LAST", valueType="NUMBER"),
            element(OPEN_DAYS, "OPEN_DAYS", "Days open", valueType="INTEGER"),
            element(TRAINED, "TRAINED", "A midwife is there", valueType="BOOLEAN"),
            element(HEADS, "HEADS", "Heads", aggregationType="AVERAGE_SUM_ORG_UNIT", valueType="NUMBER"),
        ],
        "dataSets": [
            data_set(MONTHLY, "MONTHLY", [VISITS, STOCK, TRAINED], [ASH, BIRCH], timelyDays=15),
            data_set(YEARLY, "YEARLY", [HEADS], [DISTRICT], periodType="Yearly"),
            data_set(FUNDED, "FUNDED", [OPEN_DAYS], [ASH, BIRCH], categoryCombo=ref(BY_FUNDER)),
        ],
    }


def understand(*files: dict[str, Any]) -> Understood:
    """What metadata files mean together."""
    return understood(
        *metadata_of([(f"{i}.json", json.dumps(file).encode()) for i, file in enumerate(files)])
    )


Figure = tuple[str, str, str, str, float | None]
"""Measure, place, period, breakdown, value."""


@dataclass(frozen=True)
class Outcome:
    """What was understood of a file, the codes of what was refused by row, and what was noted."""

    figures: list[Figure]
    refused: list[tuple[int, str]]
    notes: list[str]
    unread: list[str]


def understood_values(path: Path, office: Understood, said: Said = SAID_NOTHING) -> Outcome:
    """Read a file and understand it, as an import does before it compares with what is known."""
    reading, reasons = read_values(path, office.metadata, said), Reasons()
    resolver = Resolver(reading, office.catalogue, reasons)
    keys = Keys(office.catalogue, office.history, resolver, reasons, reading.limits)
    figures: list[Figure] = []
    refused: list[tuple[int, str]] = []
    for block in reading.blocks:
        rows = resolver(block)
        unknown = [
            np.where(part < 0, -part, 0) for part in (rows.place, rows.period, rows.measure, rows.cell)
        ]
        why = np.array([*unknown, rows.unread, *check_keys(rows, keys), *check_limits(rows, keys)])
        for i, number in enumerate(block.row.to_pylist()):
            codes = {reasons[int(each)].code for each in why[:, i] if each}
            if codes:
                refused += [(number, code) for code in sorted(codes)]
                continue
            one = resolver.cells[rows.cell[i]]
            value = None if rows.deleted[i] else float(rows.value[i])
            figures.append(
                (
                    resolver.measure.codes[one.measure],
                    resolver.place.codes[rows.place[i]],
                    resolver.period.codes[rows.period[i]],
                    one.breakdown.text,
                    value,
                )
            )
    return Outcome(figures, refused, reading.notes, [str(each) for each in reading.unread])
