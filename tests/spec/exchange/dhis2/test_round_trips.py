"""Whatever figures the metadata allow come back the same from each format."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from populace.exchange.dhis2.outgoing import NotForDhis2
from populace.exchange.dhis2.reading import Format, Said
from populace.exchange.dhis2.understanding import Understood
from populace.exchange.dhis2.write_values import Wanted, write_values
from tests.spec.exchange.dhis2.offices import (
    AGE,
    ASH,
    BIRCH,
    DISTRICT,
    FUNDED,
    FUNDER,
    HEADS,
    OPEN_DAYS,
    STATE,
    STOCK,
    TRAINED,
    VISITS,
    Figure,
    office,
    ref,
    understand,
    understood_values,
)

COUNTS = st.integers(0, 2**53).map(float)
AMOUNTS = st.floats(allow_nan=False, allow_infinity=False)
MONTHS = st.builds("{}-{:02d}".format, st.integers(2024, 2025), st.integers(1, 12)).filter(
    lambda month: "2024-06" <= month <= "2025-06"
)
CLINICS = st.sampled_from([ASH, BIRCH])
BREAKDOWNS = st.sampled_from(
    [
        f"{AGE}={age};caSex000001={sex}"
        for age in ("coYoung0001", "coOld000001")
        for sex in ("coWomen0001", "coMen000001")
    ]
)
FIGURES = st.one_of(
    st.tuples(st.just(VISITS), CLINICS, MONTHS, BREAKDOWNS, COUNTS),
    st.tuples(st.just(STOCK), CLINICS, MONTHS, st.just(""), AMOUNTS),
    st.tuples(st.just(TRAINED), CLINICS, MONTHS, st.just(""), st.sampled_from([0.0, 1.0])),
    st.tuples(st.just(OPEN_DAYS), CLINICS, MONTHS, st.just(f"{FUNDER}={STATE}"), COUNTS),
    st.tuples(st.just(HEADS), st.just(DISTRICT), st.sampled_from(["2024", "2025"]), st.just(""), AMOUNTS),
)


def table(figures: list[Figure]) -> pa.Table:
    columns = list(zip(*figures, strict=True)) or [()] * 5
    names = ("measure", "place", "period", "breakdown")
    texts = {name: pa.array(column, pa.string()) for name, column in zip(names, columns, strict=False)}
    return pa.table(texts | {"value": pa.array(columns[4], pa.float64())})


def back(figures: list[Figure], meant: Understood, written: Format, scheme: str) -> list[Figure]:
    schemes = {"idScheme": scheme}
    with TemporaryDirectory() as folder:
        wanted = Wanted(written, schemes, datetime(2026, 1, 1, tzinfo=UTC))
        paths = write_values(table(figures), meant.metadata, Path(folder) / f"out.{written.value}", wanted)
        outcomes = [understood_values(path, meant, Said(schemes=schemes)) for path in paths]
    assert not [refused for outcome in outcomes for refused in outcome.refused]
    return [figure for outcome in outcomes for figure in outcome.figures]


@pytest.mark.parametrize("scheme", ["uid", "code", "name"])
@pytest.mark.parametrize("written", list(Format))
@given(figures=st.lists(FIGURES, min_size=1, max_size=12, unique_by=lambda figure: figure[:4]))
@settings(max_examples=20, deadline=None)
def test_figures_come_back_the_same(
    written: Format, scheme: str, figures: list[Figure], clinics: Understood
) -> None:
    assert sorted(back(figures, clinics, written, scheme)) == sorted(figures)


@pytest.mark.parametrize("written", [Format.JSON, Format.CSV, Format.XML])
def test_what_is_taken_back_comes_back_as_taken_back(written: Format, clinics: Understood) -> None:
    figures: list[Figure] = [(STOCK, ASH, "2025-01", "", None), (STOCK, ASH, "2025-02", "", 2.0)]
    assert back(figures, clinics, written, "uid") == figures


def test_adx_cannot_take_back(clinics: Understood) -> None:
    with pytest.raises(NotForDhis2, match="taken back"):
        back([(STOCK, ASH, "2025-01", "", None)], clinics, Format.ADX, "code")


def test_a_category_that_is_no_xml_name_goes_by_its_cell() -> None:
    given = office()
    given["categories"][0]["code"] = "AGE GROUP (years)"
    meant = understand(given)
    figures: list[Figure] = [(VISITS, ASH, "2025-01", f"{AGE}=coOld000001;caSex000001=coMen000001", 4.0)]
    assert back(figures, meant, Format.ADX, "code") == figures


def test_a_combination_of_the_data_sets_own_is_kept_in_every_format() -> None:
    """Stock is split in one data set only: ADX could not say by which of its two combinations."""
    given = office()
    given["dataSets"][2]["dataSetElements"].append(
        {"dataElement": ref(STOCK), "categoryCombo": ref("ccAgeSex001")}
    )
    meant = understand(given)
    split = f"{AGE}=coOld000001;{FUNDER}={STATE};caSex000001=coMen000001"
    figures: list[Figure] = [(STOCK, ASH, "2025-01", "", 4.0), (STOCK, ASH, "2025-02", split, 5.0)]
    for written in Format:
        assert sorted(back(figures, meant, written, "code")) == figures
    assert FUNDED in meant.catalogue.forms


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (("births", ASH, "2025-01", "", 1.0), "no data elements"),
        ((STOCK, "elsewhere", "2025-01", "", 1.0), "no organisation units"),
        ((STOCK, ASH, "2025-01", "sex=female", 1.0), "has no cell"),
        ((STOCK, ASH, "2025-03-01/P1Y", "", 1.0), "no name for the period"),
    ],
)
def test_what_dhis2_does_not_know_is_not_written(clinics: Understood, figure: Figure, said: str) -> None:
    with pytest.raises(NotForDhis2, match=said):
        back([figure], clinics, Format.JSON, "uid")


def test_what_has_no_code_of_its_own_cannot_be_written_by_code() -> None:
    given = office()
    given["organisationUnits"][3]["code"] = "ASH"
    with pytest.raises(NotForDhis2, match="of its own"):
        back([(STOCK, ASH, "2025-01", "", 1.0)], understand(given), Format.JSON, "code")


def test_numbers_are_written_as_short_as_they_are_exact(clinics: Understood, tmp_path: Path) -> None:
    figures: list[Figure] = [
        (STOCK, ASH, f"2025-0{i + 1}", "", value) for i, value in enumerate([3.0, 0.1, 2.5e-7, 1e22])
    ]
    write_values(table(figures), clinics.metadata, tmp_path / "v.csv", Wanted(Format.CSV))
    lines = (tmp_path / "v.csv").read_text().splitlines()
    assert lines[0].startswith("dataelement,period,orgunit,categoryoptioncombo,attributeoptioncombo,value,")
    assert [line.split(",")[5] for line in lines[1:]] == ["3", "0.1", "2.5e-07", "1e+22"]
    assert all(len(line.split(",")) == 11 for line in lines)
    assert all(line.split(",")[3:5] == ["HllvX50cXC0"] * 2 for line in lines[1:])
