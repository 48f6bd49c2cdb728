"""``populace demo`` as it is typed."""

from pathlib import Path

from click.testing import CliRunner

from populace.cli import main


def test_it_says_what_it_made_and_what_comes_next(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    result = CliRunner(env={"LC_ALL": "C"}).invoke(main, ["demo", str(folder), "--seed", "3"])
    assert result.exit_code == 0, result.output
    assert f"{folder}: 129 places" in result.stdout
    assert f"populace report {folder}" in result.stdout
    assert "seed 3." in (folder / "README.md").read_text(encoding="utf-8")


def test_a_folder_in_use_is_refused_in_one_line_before_anything_is_made(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    result = CliRunner(env={"LC_ALL": "C"}).invoke(main, ["demo", str(tmp_path)])
    assert result.exit_code == 2
    assert result.stderr.strip().splitlines() == [
        f"Error: {tmp_path} is not empty: name a new folder, or write over the files in it with --force."
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
