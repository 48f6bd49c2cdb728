"""The tables of the United Nations: real magnitudes, and the date of each population."""

import gzip
import time
from pathlib import Path

import pytest

from populace.exchange.folder import read_folder
from populace.forecast.tables import Tables

IDENTITY = (
    "SortOrder,LocID,Notes,ISO3_code,ISO2_code,SDMX_code,LocTypeID,LocTypeName,ParentID,Location,"
    "VarID,Variant,Time"
)
CHINA = "1,156,,CHN,CN,156,4,Country/Area,906,China,2,{variant},{year}"
KENYA = "2,404,,KEN,KE,404,4,Country/Area,910,Kenya,2,Medium,{year}"


@pytest.fixture(scope="module")
def packages(shared_data: Path) -> Tables:
    return read_folder(shared_data / "wpp", places=["156", "404"])


def figure(tables: Tables, measure: str, place: str, year: int, **where: object) -> float:
    rows = tables.of(measure, places=[place])
    rows = rows[rows["year"] == year]
    rows = rows[rows["priority"] == rows["priority"].min()]
    for column, value in where.items():
        rows = rows[rows[column] == value]
    return float(rows["value"].sum())


def test_china_in_2023(packages):
    assert figure(packages, "births", "156", 2023) == pytest.approx(8.9e6, rel=0.01)
    assert figure(packages, "total_fertility", "156", 2023) == pytest.approx(1.0, abs=0.01)
    assert figure(packages, "sex_ratio_at_birth", "156", 2023) == pytest.approx(1.108)
    assert figure(packages, "life_expectancy", "156", 2023, sex=0) == pytest.approx(80.9, abs=0.1)
    assert figure(packages, "net_migration", "156", 2023, age=-1) == pytest.approx(-567_724)


def test_population_of_the_2019_edition_is_at_mid_year(packages):
    rows = packages.of("population", places=["156"])
    rows = rows[rows["year"] == 2020]
    assert rows["value"].sum() == pytest.approx(1.439e9, rel=0.001)
    assert set(rows["date"]) == {2020.5}
    assert set(rows["status"]) == {"estimated"}
    assert rows["width"].tolist() == [*[5] * 20, 0] * 2


def test_shares_of_fertility_sum_to_one(packages):
    rows = packages.of("fertility_share", places=["404"])
    sums = rows.groupby(["year", "priority"])["value"].sum()
    assert sums.to_numpy() == pytest.approx(1.0, abs=1e-3)
    assert set(rows["years"]) == {5}


def test_abridged_death_rates(packages):
    rows = packages.of("mortality_rate", places=["404"])
    rows = rows[(rows["year"] == 2015) & (rows["sex"] == 0) & (rows["priority"] == 20)]
    assert rows["age"].tolist() == [0, 1, *range(5, 101, 5)]
    assert rows["width"].tolist() == [1, 4, *[5] * 19, 0]


def test_projections_are_marked_and_keep_their_bounds(packages):
    rows = packages.of("total_fertility", places=["156"])
    rows = rows[rows["priority"] == 20].set_index("year")
    assert rows.loc[2023, "status"] == "estimated"
    assert rows.loc[2024, "status"] == "projected"
    bounds = rows.loc[2050, ["low95", "low80", "value", "high80", "high95"]].tolist()
    assert bounds == sorted(bounds)
    births = packages.of("births", places=["156"])
    births = births[(births["year"] == 2030) & (births["priority"] == 19)].iloc[0]
    assert 5e6 < births["low95"] < births["value"] < births["high95"] < 1.2e7


def test_places_have_their_names(packages):
    assert packages.places["404"].name("en") == "Kenya"
    assert set(packages.places.roots) == {"156", "404"}


def test_reading_is_quick(shared_data):
    start = time.perf_counter()
    read_folder(shared_data / "wpp", places=["156", "404"])
    assert time.perf_counter() - start < 6  # 1.7 s on two quiet cores


def official(folder: Path, name: str, header: str, lines: list[str]) -> None:
    text = "\ufeff" + "\n".join([f"{IDENTITY},{header}", *lines]) + "\n"
    (folder / name).write_bytes(gzip.compress(text.encode()))


def test_the_official_population_of_1_january(tmp_path):
    ages = "MidPeriod,AgeGrp,AgeGrpStart,AgeGrpSpan,PopMale,PopFemale,PopTotal"
    official(
        tmp_path,
        "WPP2024_Population1JanuaryBySingleAgeSex_Medium_1950-2023.csv.gz",
        ages,
        [
            CHINA.format(variant="Medium", year=2023) + ",2023,0,0,1,4500,4000,8500",
            CHINA.format(variant="Medium", year=2023) + ",2023,100+,100,-1,20,60,80",
            KENYA.format(year=2023) + ",2023,0,0,1,700,690,1390",
        ],
    )
    tables = read_folder(tmp_path, places=["156"])
    assert tables.observations[
        ["place", "date", "sex", "age", "width", "value", "status"]
    ].to_numpy().tolist() == [
        ["156", 2023.0, 0, 0, 1, 4_000_000.0, "estimated"],
        ["156", 2023.0, 0, 100, 0, 60_000.0, "estimated"],
        ["156", 2023.0, 1, 0, 1, 4_500_000.0, "estimated"],
        ["156", 2023.0, 1, 100, 0, 20_000.0, "estimated"],
    ]
    assert tables.places["156"].name("en") == "China"


def test_the_official_population_of_1_july(tmp_path):
    ages = "MidPeriod,AgeGrp,AgeGrpStart,AgeGrpSpan,PopMale,PopFemale,PopTotal"
    line = CHINA.format(variant="Medium", year=2030) + ",2030,0,0,1,4500,4000,8500"
    official(tmp_path, "WPP2024_PopulationBySingleAgeSex_Medium_2024-2100.csv.gz", ages, [line])
    observations = read_folder(tmp_path).observations
    assert set(observations["date"]) == {2030.5}
    assert set(observations["status"]) == {"projected"}


def test_official_life_tables_fertility_and_indicators(tmp_path):
    life = "MidPeriod,Sex,AgeGrp,AgeGrpStart,AgeGrpSpan,mx,qx,px"
    official(
        tmp_path,
        "WPP2024_Life_Table_Complete_Medium_Female_1950-2023.csv.gz",
        life,
        [
            CHINA.format(variant="Medium", year=2023) + f",2023.5,Female,{age},0.004,0.004,0.996"
            for age in ("0,0,1", "100+,100,-1")
        ],
    )
    official(
        tmp_path,
        "WPP2024_Fertility_by_Age1.csv.gz",
        "MidPeriod,AgeGrp,AgeGrpStart,AgeGrpSpan,ASFR,PASFR,Births",
        [
            CHINA.format(variant="Medium", year=2023) + ",2023.5,25,25,1,80,8,700.5",
            CHINA.format(variant="High", year=2023) + ",2023.5,25,25,1,99,8,900.5",
        ],
    )
    official(
        tmp_path,
        "WPP2024_Demographic_Indicators_Medium.csv.gz",
        "Births,TFR,SRB,Deaths,LEx,LExMale,LExFemale,NetMigrations",
        [CHINA.format(variant="Medium", year=2023) + ",8899.881,0.9995,110.8,11684.2,78,75.2,80.9,-567.7"],
    )
    tables = read_folder(tmp_path)
    values = tables.observations.set_index(["measure", "sex", "age"])["value"].to_dict()
    assert values == {
        ("mortality_rate", 0, 0): 0.004,
        ("mortality_rate", 0, 100): 0.004,
        ("fertility_rate", -1, 25): pytest.approx(0.08),
        ("births", -1, 25): pytest.approx(700_500),
        ("births", -1, -1): pytest.approx(8_899_881),
        ("total_fertility", -1, -1): 0.9995,
        ("sex_ratio_at_birth", -1, -1): pytest.approx(1.108),
        ("deaths", -1, -1): pytest.approx(11_684_200),
        ("life_expectancy", 0, -1): 80.9,
        ("life_expectancy", 1, -1): 75.2,
        ("net_migration", -1, -1): pytest.approx(-567_700),
    }
    assert "WPP2024_Fertility_by_Age1.csv.gz: only the medium variant was used." in tables.notes
    assert "World Population Prospects 2024" in tables.sources["WPP2024_Fertility_by_Age1.csv.gz"].citation


def test_tables_of_the_un_beside_own_tables_serve_for_the_top_place_alone(tmp_path):
    (tmp_path / "places.csv").write_text(
        "code,name,parent\n156,Nation,\n404,A village numbered like Kenya,156\n"
    )
    (tmp_path / "births.csv").write_text("place,year,births\n156,2023,9000000\n404,2023,12\n")
    official(
        tmp_path,
        "WPP2024_Demographic_Indicators_Medium.csv.gz",
        "TFR",
        [CHINA.format(variant="Medium", year=2023) + ",1.0", KENYA.format(year=2023) + ",3.2"],
    )
    rates = read_folder(tmp_path).of("total_fertility")
    assert rates[["place", "value", "priority"]].to_numpy().tolist() == [["156", 1.0, 18]]


def test_finland_is_the_sum_of_its_regions_and_takes_its_rates_from_the_un(shared_data):
    tables = read_folder(shared_data / "backtest", reference=shared_data / "wpp")
    assert tables.places.roots == ("246",)
    assert len(tables.places.children("246")) == 19
    behind = tables.observations[tables.observations["priority"] >= 100]
    assert set(behind["place"]) == {"246"}
    assert {"total_fertility", "life_expectancy", "births"} <= set(behind["measure"])
    assert "population" not in set(behind["measure"])
    end_of_2025 = tables.of("population", places=["246"]).query("date == 2026.0")
    assert end_of_2025["value"].sum() == pytest.approx(5.65e6, rel=0.01)
