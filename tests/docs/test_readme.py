"""The first screen of the README is what its command does today: the answer, the output and the picture."""

import re
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
