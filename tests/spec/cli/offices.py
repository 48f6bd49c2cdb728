"""Small files as offices send them, and the command line as they use it."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from populace.cli import main

PLACES = """code,name,parent,kind
N,Nation,,nation
D1,North,N,district
D2,South,N,district
A,Alpha,D1,town
B,Beta,D1,town
C,Gamma,D2,town
S,Sigma,D2,town
"""

HEADINGS = "place,period,measure,breakdown,value"


def populace(*words: object, language: str | None = None) -> Result:
    """Run a command; nothing that is not told in words may go wrong."""
    result = CliRunner(env={"LANG": language or "en"}).invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def done(*words: object) -> str:
    """What a command says that ends well."""
    result = populace(*words)
    assert result.exit_code == 0, result.output
    return result.output


def wrong(*words: object) -> str:
    """The one line of a command that the user called wrongly."""
    result = populace(*words)
    assert result.exit_code == 2, result.output
    (line,) = [line for line in result.output.splitlines() if line.startswith("Error: ")]
    return line


def write(folder: Path, name: str, *lines: str, headings: str = HEADINGS) -> Path:
    """A table of ``lines`` below ``headings``."""
    path = folder / name
    path.write_text("\n".join((headings, *lines, "")), encoding="utf-8")
    return path


def figures(office: Path, *words: object) -> dict[tuple[str, ...], float]:
    """Figures of a query, by place, period and cell."""
    rows = json.loads(populace("query", office, *words, "--format", "json").stdout)
    return {(row["place"], row["period"], row["breakdown"]): row["value"] for row in rows}
