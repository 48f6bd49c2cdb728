"""The folder as whoever opens it sees it: only its files are looked at here."""

import filecmp
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from populace.demo.district import District, make_district
from populace.demo.write import FILES, write_district
from populace.errors import OutputError

TEXT = {"period": str, "age": str, "breakdown": str, "parent": str}
KEYS = ["place", "year", "sex", "age"]


def _csv(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=TEXT, keep_default_na=False)


def _truth(folder: Path, name: str) -> pd.DataFrame:
    table = pd.read_parquet(folder / "truth" / f"{name}.parquet")
    return table.astype({"place": str, **({"sex": str} if "sex" in table else {})})


def test_all_files_are_there_and_small_enough_to_carry(folder: Path) -> None:
    found = [path for path in folder.rglob("*") if path.is_file()]
    assert len(found) == FILES
    assert sum(path.stat().st_size for path in found) < 15e6


def test_the_places(folder: Path) -> None:
    places = _csv(folder / "places.csv")
    assert list(places.columns) == ["code", "name", "name_zh", "parent", "kind"]
    assert places.head(3)["name_zh"].tolist() == ["棠澜区", "棠埠镇", "晨光社区"]
    assert places["parent"].head(3).tolist() == ["", "TL", "TL01"]


@pytest.mark.parametrize(
    ("file", "columns"),
    [
        ("population.csv", ["place", "date", "sex", "age", "population"]),
        ("population_census.csv", ["place", "date", "sex", "age", "population"]),
        ("births.csv", ["place", "year", "births"]),
        ("births_by_month.csv", ["place", "month", "births"]),
        ("births_by_age.csv", ["place", "year", "age of mother", "births"]),
        ("deaths.csv", ["地区代码", "年份", "性别", "年龄组", "死亡人数"]),
        ("life_expectancy.csv", ["place", "year", "sex", "life_expectancy"]),
        ("net_migration.csv", ["place", "year", "net_migration"]),
        ("returns/villages.csv", ["place", "period", "measure", "breakdown", "value"]),
        ("returns/clinics.csv", ["place", "period", "measure", "breakdown", "value"]),
    ],
)
def test_columns_and_counts(folder: Path, file: str, columns: list[str]) -> None:
    table = _csv(folder / file)
    assert list(table.columns) == columns
    assert not table.duplicated(columns[:-1]).any()
    if file != "net_migration.csv":
        assert (table[columns[-1]] >= 0).all()


def test_few_enough_rows_of_population_to_be_read_fast(folder: Path) -> None:
    assert len(_csv(folder / "population.csv")) <= 300_000


def test_the_workbook_holds_five_year_ages_of_one_town(folder: Path) -> None:
    table = pd.read_excel(folder / "population_daoxiang.xlsx", dtype={"age": str})
    assert list(table.columns) == ["place", "date", "sex", "age", "population"]
    assert set(table["place"].str[:4]) == {"TL04"}
    assert table["age"].unique().tolist()[-2:] == ["85-89", "90+"]


def test_the_truth_balances_in_every_village_sex_age_and_year(folder: Path) -> None:
    people = _truth(folder, "population")
    reached = people.assign(year=people["year"] + 1, age=(people["age"] + 1).clip(upper=100))
    born = _truth(folder, "births_by_sex").assign(age=0)
    died = _truth(folder, "deaths").drop(columns="age").rename(columns={"age_reached": "age"})
    moved = _truth(folder, "net_migration")
    account = pd.concat(
        [
            people[people["year"] > 1949].assign(n=people["population"]),
            reached[reached["year"] <= 2025].assign(n=-reached["population"]),
            born.assign(n=-born["births"]),
            died.assign(n=died["deaths"]),
            moved.assign(n=-moved["net_migration"]),
        ]
    )
    left_over = account.groupby(KEYS)["n"].sum()
    assert len(left_over) > 1_000_000
    assert (left_over == 0).all()


def test_villages_add_up_to_the_census_of_the_district(folder: Path) -> None:
    census = _csv(folder / "population_census.csv")
    counted = census.groupby(census["date"].str[:4].astype(int))["population"].sum()
    people = _truth(folder, "population").groupby("year")["population"].sum()
    assert counted.to_dict() == people.loc[counted.index].to_dict()


def test_births_by_age_of_a_town_are_those_of_its_villages_where_no_mistake_was_made(folder: Path) -> None:
    by_age = _csv(folder / "births_by_age.csv").groupby(["place", "year"])["births"].sum()
    villages = _csv(folder / "births.csv").query("place != 'TL' and year >= 2015")
    towns = villages.groupby([villages["place"].str[:4], "year"])["births"].sum().loc[by_age.index]
    differ = set(by_age.index[by_age != towns])
    assert differ == {("TL01", 2016), ("TL01", 2017), ("TL03", 2018), ("TL06", 2019)}


def test_every_listed_mistake_is_in_its_file(folder: Path) -> None:
    listed = _csv(folder / "truth" / "mistakes.csv")
    for file in ("births.csv", "net_migration.csv", "life_expectancy.csv"):
        table = _csv(folder / file)
        keys = [column for column in ("place", "year", "sex") if column in table]
        figure = table.columns[-1]
        held = table.astype({"year": str}).set_index(keys)[figure]
        for row in listed[listed["file"] == file].to_dict("records"):
            key = tuple(row[column] for column in keys)
            if row["reported"] == "":
                assert key not in held.index
            else:
                assert held.loc[key] == float(row["reported"]) != float(row["due"])


def test_every_figure_that_is_wrong_by_more_than_counting_is_listed(folder: Path) -> None:
    births = _csv(folder / "births.csv").query("place != 'TL'")
    true = _truth(folder, "births").groupby(["place", "year"])["births"].sum().rename("true")
    both = births.merge(true.reset_index(), on=["place", "year"], how="left").fillna({"true": 0})
    # Chances of less than one per cent leave a figure within this distance of the truth.
    far = (both["births"] - both["true"]).abs() > 4 + 5 * np.sqrt(0.01 * both["true"])
    listed = _csv(folder / "truth" / "mistakes.csv").query("file == 'births.csv'")
    known = set(zip(listed["place"], listed["year"].astype(int), strict=True))
    found = set(zip(both.loc[far, "place"], both.loc[far, "year"], strict=True))
    assert found <= known
    assert len(found) >= 4


def test_returns_add_up_to_the_births_of_a_village_without_mistakes(folder: Path) -> None:
    births = _csv(folder / "births.csv").set_index(["place", "year"])["births"]
    monthly = _csv(folder / "returns" / "villages.csv").query("measure == 'births' and place == 'TL0501'")
    by_year = monthly.groupby(monthly["period"].str[:4].astype(int))["value"].sum()
    assert by_year.to_dict() == births.loc["TL0501"].loc[2016:].to_dict()


def test_returns_are_of_villages_and_clinics_only(folder: Path) -> None:
    places = _csv(folder / "places.csv")
    clinics = _csv(folder / "returns" / "clinic_list.csv")
    towns = places.loc[places["parent"] == "TL", "code"]
    assert clinics["parent"].tolist() == towns.tolist()
    assert set(_csv(folder / "returns" / "clinics.csv")["place"]) == set(clinics["code"])
    assert set(_csv(folder / "returns" / "villages.csv")["place"]) == set(
        places.loc[places["parent"].str.len() == 4, "code"]
    )


def test_no_clinic_is_out_of_stock_for_longer_than_the_month(folder: Path) -> None:
    days = _csv(folder / "returns" / "clinics.csv").query("measure == 'stock_out_days'")
    assert (days["value"] <= pd.PeriodIndex(days["period"], freq="M").days_in_month).all()
    assert days["value"].max() > 0


def test_the_readme_says_in_both_languages_that_nothing_here_is_real(folder: Path) -> None:
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert "This place does not exist." in text
    assert "本区纯属虚构" in text
    assert "seed 2025" in text
    for path in folder.rglob("*"):
        assert path.name in text or path.parent.name == "returns" or path == folder / "README.md"


def test_the_same_seed_gives_the_same_bytes(made: District, folder: Path, tmp_path: Path) -> None:
    write_district(make_district(made.seed), tmp_path)
    files = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    _, different, unread = filecmp.cmpfiles(folder, tmp_path, files, shallow=False)
    assert different == unread == []


def test_a_folder_with_something_in_it_is_left_alone(made: District, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="--force"):
        write_district(made, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    write_district(made, tmp_path, force=True)
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "places.csv").exists()


def test_a_file_in_the_place_of_the_folder_is_named(made: District, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="is a file"):
        write_district(made, tmp_path / "file")
