"""``populace backtest``: how far off each method was on the past of one's own tables."""

import math
from pathlib import Path

import click
import pandas as pd
from rich.console import Console
from rich.table import Table

from populace.charts.render import start as start_drawing
from populace.cli.ahead import FOLDER, SEED, listed
from populace.cli.output import NOT_REDIRECTED
from populace.cli.progress import progress_bar
from populace.errors import UserError
from populace.exchange.folder import read_folder
from populace.forecast.backtest.frames import scores_frame
from populace.forecast.backtest.origins import HORIZONS, rolling
from populace.forecast.backtest.panels import panel_of
from populace.forecast.backtest.run import backtest as tried
from populace.forecast.methods import METHODS
from populace.i18n import LANGUAGES, format_share, join_words, language, use_language
from populace.i18n import gettext as _
from populace.report.backtest import quantity_names, write_backtest
from populace.report.protected import protected


@click.command(
    help=_(
        "Let every method forecast from earlier years of the tables in FOLDER, with nothing but what was known then, "
        "and set its forecasts against what was counted since."
    )
)
@FOLDER
@click.option("--out", type=click.Path(path_type=Path), help=_("A folder to write tables and charts into."))
@click.option(
    "--origins", default="", metavar="YEARS",
    help=_("Years to forecast from, with commas between; every fifth year, if not given."),
)  # fmt: skip
@click.option(
    "--horizons", default=",".join(map(str, HORIZONS)), show_default=True, metavar="YEARS",
    help=_("Years ahead that are judged, with commas between."),
)  # fmt: skip
@click.option(
    "--methods",
    default="",
    metavar="CODES",
    help=_("Methods to try, with commas between; all, if not given."),
)
@SEED
@click.option(
    "--lang", type=click.Choice(list(LANGUAGES)), default=None,
    help=_("The language of what is written; that of the environment, if not given."),
)  # fmt: skip
def backtest(
    folder: Path, out: Path | None, origins: str, horizons: str, methods: str, seed: int, lang: str | None
) -> None:
    """Read, try, score, show, write."""
    with use_language(lang or language()):
        codes = _codes(methods)
        asked = _numbers("--origins", origins), _numbers("--horizons", horizons)
        if out is not None:
            if out.resolve() == folder.resolve():
                raise UserError(_("Give another folder than that of the tables to --out."))
            start_drawing()
        with progress_bar() as bar:
            tables = protected(read_folder(folder, progress=lambda label, done: bar.tell(label, 0.1 * done)))
            history = panel_of(tables)
            years = history.panel.years
            trials = rolling(int(years[0]), int(years[-1]), asked[1], asked[0])
            trying, scoring = _("Trying the methods"), _("Scoring")
            made = tried(
                history.panel, [METHODS[code] for code in codes], trials,
                lambda done: bar.tell(trying, 0.1 + 0.6 * done),
            )  # fmt: skip
            frame = scores_frame(made, seed, lambda done: bar.tell(scoring, 0.7 + 0.2 * done))
            if out is not None:
                bar.tell(_("Writing tables and pictures"), 0.95)
                write_backtest(frame, made.choice, history.notes, out)
        for note in history.notes:
            click.echo(_("Note: {note}").format(note=note), err=True)
        _show(frame)
        if out is not None:
            click.echo(_("Tables and charts: {folder}").format(folder=out))


def _codes(text: str) -> tuple[str, ...]:
    codes = listed(text) or tuple(METHODS)
    if unknown := [code for code in codes if code not in METHODS]:
        raise UserError(
            _("There is no method “{code}”. Methods there are: {known}.").format(
                code=unknown[0], known=join_words(list(METHODS))
            )
        )
    return tuple(dict.fromkeys(codes))


def _numbers(option: str, text: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise UserError(
            _("{option} takes whole numbers with commas between, not “{text}”.").format(
                option=option, text=text
            )
        ) from error


def _show(frame: pd.DataFrame) -> None:
    """All places together: one line for each quantity, horizon and method, the best median error in bold."""
    console = Console()
    console = console if console.is_terminal else Console(width=NOT_REDIRECTED)
    table = Table(box=None, pad_edge=False)
    for heading in (_("What"), _("Years ahead"), _("Method")):
        table.add_column(heading)
    for heading in (
        _("Mean error"),
        _("Median error"),
        _("95% from – to"),
        _("Bias"),
        _("CRPS"),
        _("In 80%"),
    ):
        table.add_column(heading, justify="right")
    for quantity, name in quantity_names().items():
        part = frame[(frame["by"] == "all") & (frame["quantity"] == quantity)]
        for horizon, rows in part.groupby("horizon"):
            best = rows["median_ape"].min()
            for _at, row in rows.iterrows():
                table.add_row(
                    name, str(horizon), str(row["method"]), _share(row["mape"]), _share(row["median_ape"]),
                    f"{_share(row['median_ape_low'])} – {_share(row['median_ape_high'])}",
                    _share(row["bias"]), _share(row["crps"]), _share(row["coverage80"], 0),
                    style="bold" if row["median_ape"] == best else "",
                )  # fmt: skip
    console.print(table)


def _share(value: float, digits: int = 1) -> str:
    return "–" if math.isnan(value) else format_share(value, digits)
