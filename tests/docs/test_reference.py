"""The generated reference holds every command, definition, ratio and module, and says something about each."""

from pathlib import Path

import click
import pytest

from populace.catalog.planning_ratios import PLANNING_RATIOS
from scripts.catalogue_pages import catalogue_pages
from scripts.reference import commands, modules, write_reference
from tests.docs.pages import ROOT

COMMANDS = dict(commands())


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference, written anew."""
    folder = tmp_path_factory.mktemp("reference")
    write_reference(folder)
    return folder


def _section(page: str, heading: str) -> str:
    """The text of ``page`` under ``heading``, up to the next one."""
    assert f"\n## {heading}\n" in page
    return page.split(f"\n## {heading}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_says_what_it_does(path: str) -> None:
    assert (COMMANDS[path].help or "").strip(), f"{path} has no help"


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_of_a_command_is_in_the_reference(path: str, reference: Path) -> None:
    section = _section((reference / "commands.md").read_text(encoding="utf-8"), f"`{path}`")
    for option in COMMANDS[path].params:
        if isinstance(option, click.Option):
            assert (option.help or "").strip(), f"{path} {option.opts[0]} has no help"
            assert all(spelling in section for spelling in option.opts), (
                f"{path} {option.opts} is not in the reference"
            )


def test_every_page_of_the_catalogue_is_written(reference: Path) -> None:
    """What they hold is tested in ``test_catalogue_reference``."""
    assert {*catalogue_pages(), "catalogue-files.md"} <= {page.name for page in reference.glob("*.md")}


def test_every_ratio_is_in_the_reference_with_its_source(reference: Path) -> None:
    rows = _rows(reference / "planning-ratios.md")
    assert len(rows) == len(PLANNING_RATIOS) > 0
    for ratio, row in zip(PLANNING_RATIOS.values(), rows, strict=True):
        assert all(ratio_text for ratio_text in (ratio.source, ratio.meaning, ratio.in_force)), ratio.code
        assert all(
            text in row for text in (f"`{ratio.code}`", f"{ratio.value:g}", ratio.source, ratio.in_force)
        )


def test_every_module_has_its_page(reference: Path) -> None:
    sources = (ROOT / "src").rglob("*.py")
    wanted = {
        ".".join(path.relative_to(ROOT / "src").with_suffix("").parts)
        for path in sources
        if path.stem[0] != "_"
    }
    assert wanted == set(modules())
    assert wanted == {path.stem for path in (reference / "api").glob("*.md")}


def _rows(page: Path) -> list[str]:
    """The body rows of the one table of ``page``."""
    lines = [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    return lines[2:]
