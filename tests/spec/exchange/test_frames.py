"""Figures in data frames are read as those in files are: same rows, same checks, same messages."""

import pandas as pd
import pytest

from populace.errors import InputErrors
from populace.exchange.folder import read_folder
from populace.exchange.frames import read_frames

POPULATION = pd.DataFrame(
    {
        "place": ["A"] * 4 + ["B"] * 4,
        "date": ["2025-12-31"] * 8,
        "sex": ["female", "female", "male", "male"] * 2,
        "age": ["0-4", "5+"] * 4,
        "value": [10, 200, 12, 190.0, 3, 40, 2, 41],
    }
)
BIRTHS = pd.DataFrame({"place": ["A", "B", "B"], "year": [2025, 2024, 2025], "value": [3, 1, 0]})


def test_frames_are_read_as_the_same_figures_in_files_are(tmp_path):
    frames = {"population": POPULATION, "births": BIRTHS}
    for name, frame in frames.items():
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
    ours, from_files = read_frames(frames), read_folder(tmp_path)
    assert ours.places == from_files.places
    columns = [column for column in ours.observations if column != "source"]
    order = ["measure", "place", "year", "sex", "age"]
    pd.testing.assert_frame_equal(
        ours.observations[columns].sort_values(order, ignore_index=True),
        from_files.observations[columns].sort_values(order, ignore_index=True),
    )


def test_a_named_index_is_a_column():
    by_place = BIRTHS.set_index(["place", "year"])
    pd.testing.assert_frame_equal(
        read_frames({"births": by_place}).observations, read_frames({"births": BIRTHS}).observations
    )


def test_a_date_needs_no_text():
    dated = POPULATION.assign(date=pd.Timestamp("2025-12-31"))
    pd.testing.assert_frame_equal(
        read_frames({"population": dated}).observations, read_frames({"population": POPULATION}).observations
    )


def test_a_missing_figure_is_a_missing_row():
    births = BIRTHS.assign(value=[3, None, 0])
    assert len(read_frames({"births": births}).of("births")) == 2


def test_what_is_wrong_is_told_with_the_table_and_the_row():
    wrong = BIRTHS.assign(value=[3, -1, 0])
    with pytest.raises(InputErrors) as told:
        read_frames({"births": wrong})
    (problem,) = told.value.problems
    assert (problem.file, problem.row) == ("births", 3)
    assert told.value.__notes__ == [str(problem)], (
        "a notebook shows what is wrong, not only that something is"
    )


def test_a_frame_of_persons_is_refused():
    register = pd.DataFrame(
        {"name": ["x", "y"], "birth date": ["2020-01-01", "2020-01-02"], "sex": ["f", "m"]}
    )
    with pytest.raises(InputErrors):
        read_frames({"births": register})
