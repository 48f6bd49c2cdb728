"""The UN's annual files as figures for the store: in persons, by year, as an account of their own."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from populace.catalog.shipped import SHIPPED
from populace.errors import InputErrors
from populace.exchange.wpp.figures import read_wpp
from tests.spec.exchange.tidy.reading import write

Cell = tuple[str, str, str, str]


def _figures(path: Path, *places: str) -> Mapping[Cell, tuple[float, str]]:
    return {
        (measure, place, period, breakdown): (value, status)
        for block in read_wpp(path, SHIPPED, places).blocks
        for measure, place, period, breakdown, value, status in zip(
            block.measure.to_pylist(),
            block.place.to_pylist(),
            block.period.to_pylist(),
            block.categories["breakdown"].to_pylist(),
            block.value.to_pylist(),
            block.status.to_pylist(),
            strict=True,
        )
    }


def test_the_population_of_1_january_is_that_of_the_year_before(tmp_path: Path) -> None:
    header = "SortOrder,LocID,Location,Variant,Time,AgeGrp,AgeGrpStart,AgeGrpSpan,PopMale,PopFemale,PopTotal"
    rows = "1,156,China,Medium,2023,0,0,1,4.5,4,8.5\n1,156,China,Medium,2026,100+,100,-1,0.1,0.2,0.3\n"
    path = write(
        tmp_path, "WPP2024_Population1JanuaryBySingleAgeSex_Medium_1950-2023.csv", f"{header}\n{rows}"
    )
    found = _figures(path, "156")
    assert found["population", "156", "2022", "age=0;sex=female;source=wpp2024"] == (4000.0, "estimated")
    assert found["population", "156", "2025", "age=100+;sex=male;source=wpp2024"] == (100.0, "projected")


def test_the_files_beside_the_checkout(shared_data: Path) -> None:
    """Figures that anybody can look up: UN DESA, WPP 2024, in thousands there."""
    wpp = shared_data / "wpp"
    vital = _figures(wpp / "wpp2024_vital_annual.csv.gz", "156", "404")
    assert {place for _measure, place, _period, _breakdown in vital} == {"156", "404"}
    assert vital["births", "156", "2023", ""][1] == "estimated"
    assert vital["births", "156", "2024", ""][1] == "projected"
    assert 8.5e6 < vital["births", "156", "2023", ""][0] < 9.5e6
    population = _figures(wpp / "wpp2024_poptotal_proj_annual.csv.gz", "900")
    both = sum(
        population["population", "900", "2024", f"sex={sex};source=wpp2024"][0] for sex in ("female", "male")
    )
    assert both == pytest.approx(8196980857.0)
    fertility = _figures(wpp / "wpp2024_tfr_annual.csv.gz", "900")
    assert fertility["total_fertility", "900", "1950", ""] == (4.851944, "estimated")


def test_figures_of_five_years_are_no_period_here(shared_data: Path) -> None:
    with pytest.raises(InputErrors) as errors:
        read_wpp(shared_data / "wpp" / "wpp2019_tfr5_sel.csv.gz", SHIPPED, ("156",))
    assert "five years" in str(errors.value.problems[0])


def test_another_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputErrors):
        read_wpp(write(tmp_path, "a.csv", "x,y\n1,2\n"), SHIPPED, ("156",))
