"""A back-test as files: scores as CSV and workbook, the choice as JSON, charts, all put into place at once."""

import json
import shutil
import tempfile
from pathlib import Path

import pandas as pd

from populace.charts.drawing import Drawing, Words, document, framed, grid
from populace.charts.ranges import ranges
from populace.charts.raster import rasteriser
from populace.charts.style import FONT
from populace.errors import OutputError
from populace.exchange.write import Sheet, write_csv, write_workbook
from populace.forecast.backtest.choice import Choice
from populace.i18n import gettext as _
from populace.i18n import language, ngettext
from populace.report.page import HTML_LANGUAGES

SCORES, WORKBOOK, CHOICE, CHARTS = "scores.csv", "scores.xlsx", "choice.json", "charts"
OURS = (SCORES, WORKBOOK, CHOICE, CHARTS)


def quantity_names() -> dict[str, str]:
    """What is judged, as a person reads it."""
    return {
        "births": _("Births"),
        "total": _("Total population"),
        "ages": _("Sex and age group"),
    }


def write_backtest(frame: pd.DataFrame, choice: Choice, notes: tuple[str, ...], out: Path) -> None:
    """Write everything into ``out``; what an earlier back-test left there is replaced as a whole.

    :raises OutputError: ``out`` is a file, holds something else of those names, or cannot be written.
    """
    if out.exists() and not out.is_dir():
        raise OutputError(_("{path} is a file. Give a folder to --out.").format(path=out))
    foreign = [name for name in OURS if (out / name).exists()] if not (out / CHOICE).is_file() else []
    if foreign:
        raise OutputError(
            _("{path} is there already and is not of a back-test. Give another folder to --out.").format(
                path=out / foreign[0]
            )
        )
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as made:
            _build(frame, choice, notes, Path(made))
            out.mkdir(exist_ok=True)
            for name in OURS:
                if (out / name).exists():
                    (out / name).rename(Path(made) / f"before-{name}")
                shutil.move(Path(made) / name, out / name)
    except OSError as error:
        raise OutputError(
            _("{folder} cannot be written: {reason}. Choose another folder, or free it.").format(
                folder=out, reason=error.strerror or error
            )
        ) from error


def _build(frame: pd.DataFrame, choice: Choice, notes: tuple[str, ...], folder: Path) -> None:
    write_csv(frame, folder / SCORES)
    shares = {str(name): "share" for name in frame.columns[8:]}
    write_workbook(folder / WORKBOOK, [Sheet(_("Scores"), frame, _("Scores"), notes, shares)])
    text = json.dumps(choice.as_document(), indent=1, ensure_ascii=False)
    (folder / CHOICE).write_text(text + "\n", encoding="utf-8")
    (folder / CHARTS).mkdir()
    with rasteriser(FONT, language()) as rasterise:
        for name, words, drawing in charts(frame):
            path = folder / CHARTS / f"{name}.svg"
            path.write_text(
                document(framed(drawing, words), words, HTML_LANGUAGES[language()]), encoding="utf-8"
            )
            rasterise(path)


def charts(frame: pd.DataFrame) -> list[tuple[str, Words, Drawing]]:
    """For each quantity: errors by horizon and method, and coverage of the 80 % interval."""
    source = _("Bars: 95% bootstrap intervals over places and origins.")
    found = []
    for quantity, name in quantity_names().items():
        part = frame[(frame["by"] == "all") & (frame["quantity"] == quantity)]
        if not len(part):
            continue
        error = Words(
            _("{quantity}: error by years ahead and method").format(quantity=name),
            _("Median absolute percentage error"), source,
            _("Points with intervals, one row for each method, one panel for each horizon."),
        )  # fmt: skip
        covered = Words(
            _("{quantity}: how often the 80% interval held what was counted").format(quantity=name),
            _("Share of comparisons inside; the broken line is 80%"), source, error.description,
        )  # fmt: skip
        found.append((f"{quantity}-error", error, _panels(part, "median_ape")))
        found.append((f"{quantity}-coverage", covered, _panels(part, "coverage80", 1.0, 0.8)))
    return found


def _panels(part: pd.DataFrame, score: str, top: float = 0.0, reference: float | None = None) -> Drawing:
    end = max(top, float(part[[score, f"{score}_high"]].max().max()))
    panels = []
    for horizon, rows in part.groupby("horizon"):
        heading = ngettext("{count} year ahead", "{count} years ahead", int(str(horizon)))
        lines = list(
            zip(rows["method"], rows[f"{score}_low"], rows[score], rows[f"{score}_high"], strict=True)
        )
        panels.append((heading.format(count=horizon), ranges(lines, end, reference)))
    return grid(panels, 3)
