"""The notebook of the tutorial runs from top to bottom, and shows what it says it shows."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.docs.pages import DOCS

NOTEBOOK = DOCS / "engine-in-a-notebook.ipynb"


@pytest.fixture(scope="module")
def executed() -> nbformat.NotebookNode:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    return NotebookClient(notebook, timeout=300, kernel_name="python3").execute()


def _texts(notebook: nbformat.NotebookNode) -> str:
    """Everything that the cells put out as text."""
    return "\n".join(
        output["data"].get("text/plain", "")
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if "data" in output
    )


def test_it_is_kept_without_output() -> None:
    kept = nbformat.read(NOTEBOOK, as_version=4)
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in kept.cells)


def test_every_cell_runs(executed: nbformat.NotebookNode) -> None:
    cells = [cell for cell in executed.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in cells)


def test_it_finds_the_peak_that_was_put_in(executed: nbformat.NotebookNode) -> None:
    """Women born in the wave of 2015 are 28 in 2043."""
    said = _texts(executed)
    year = int(said.split("NextPeak(expected_year=")[1].split(",")[0])
    assert 2039 <= year <= 2047


def test_it_draws(executed: nbformat.NotebookNode, tmp_path: Path) -> None:
    pictures = [
        output["data"]["image/png"]
        for cell in executed.cells
        for output in cell.get("outputs", ())
        if "image/png" in output.get("data", {})
    ]
    assert len(pictures) >= 2
