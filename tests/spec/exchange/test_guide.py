"""The guide to your tables says what is so: its examples are read, its example of errors is what the reader says."""

import re
from pathlib import Path

import pytest

from populace.errors import InputErrors
from populace.exchange.findings import Findings
from populace.exchange.folder import read_folder
from populace.exchange.opened import open_folder

EXAMPLE = re.compile(r"```\{code-block\} text\n:caption: (\S+)\n\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def guide(root: Path) -> str:
    return (root / "docs" / "how-to" / "prepare-your-tables.md").read_text(encoding="utf-8")


def test_every_example_is_recognised_without_a_problem(guide, tmp_path):
    examples = EXAMPLE.findall(guide)
    assert len(examples) >= 12
    for name, text in examples:
        folder = tmp_path / name
        folder.mkdir()
        (folder / name).write_text(text, encoding="utf-8")
        findings = Findings()
        opened = open_folder(folder, findings, lambda _label, _done: None)
        assert not findings.problems, name
        assert len([*opened.own, *opened.places, *opened.ratios]) == 1, name
        if opened.own:
            assert len(read_folder(folder).observations) >= 1, name


def test_the_example_of_errors_is_what_the_reader_says(guide, tmp_path):
    (tmp_path / "births.csv").write_text("place,year,births\nA,2024,7\nA,2025,9\nA,2025,9\n")
    (tmp_path / "deaths.csv").write_text('place,year,deaths\nA,2024,7\nA,2025,"1,234"\n')
    with pytest.raises(InputErrors) as caught:
        read_folder(tmp_path)
    shown = " ".join(guide.split())
    for problem in caught.value.problems:
        assert str(problem) in shown
