"""The folder passes every check of the reader: its mistakes are plausible figures."""

from pathlib import Path

from populace.exchange.folder import read_folder


def test_every_table_is_read_without_a_problem(folder: Path) -> None:
    tables = read_folder(folder)
    assert len(tables.places) == 129
    assert set(tables.sources) == {
        "births.csv",
        "births_by_age.csv",
        "births_by_month.csv",
        "deaths.csv",
        "life_expectancy.csv",
        "net_migration.csv",
        "population.csv",
        "population_census.csv",
        "population_daoxiang.xlsx",
    }
    assert tables.places["TL0101"].name("zh-hans") == "晨光社区"
    assert tables.notes == (
        "births_by_month.csv: the births of 40 years of places are the sums of their twelve months.",
    )
