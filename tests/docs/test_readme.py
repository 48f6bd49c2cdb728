"""The first screen of the README is what its command does today: the answer, the output and the picture."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from populace.cli import main


@pytest.mark.slow
def test_the_readme_shows_the_answer_and_the_picture_of_the_demo_report(root: Path, tmp_path: Path) -> None:
    demo, out = tmp_path / "demo", tmp_path / "report"
    readme = (root / "README.md").read_text(encoding="utf-8")
    made = CliRunner().invoke(main, ["demo", str(demo)])
    assert made.output.replace(str(demo), "build/demo").strip() in readme
    reported = CliRunner().invoke(main, ["report", str(demo), "--out", str(out), "--lang", "en"])
    assert reported.output.replace(str(out), "build/report").strip() in readme
    quoted = " ".join(line.removeprefix(">").strip() for line in readme.splitlines() if line.startswith(">"))
    opening = re.search(
        r'<div id="answer" class="answer">\s*<p>(.*?)</p>', (out / "report.html").read_text("utf-8")
    )
    assert opening is not None
    assert opening[1] == quoted
    assert (out / "charts" / "TL-births.svg").read_bytes() == (
        root / "docs/images/birth-peak.svg"
    ).read_bytes()


@pytest.mark.slow
def test_the_readme_shows_what_a_workspace_says(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    readme = (root / "README.md").read_text(encoding="utf-8")
    section = readme.split("## Returns, indicators, checks")[1].split("```console")[1].split("```")[0]
    assert CliRunner().invoke(main, ["demo", "build/demo"]).exit_code == 0
    for command, shown in _commands(section):
        said = CliRunner().invoke(main, shlex.split(command))
        assert said.exit_code == 0, said.output
        assert _lines(shown) <= _lines(said.stdout), f"{command} does not say so any more:\n{said.stdout}"


def _commands(section: str) -> list[tuple[str, str]]:
    """Each command with the output that is shown below it."""
    parts = section.split("$ populace ")[1:]
    return [(command, shown) for command, _newline, shown in (part.partition("\n") for part in parts)]


def _lines(text: str) -> set[str]:
    return {line.rstrip() for line in text.splitlines() if line.strip()}
