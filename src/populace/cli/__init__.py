"""The command line: ``populace``.

Each command is a module of its own, imported only when it is called, so that ``populace --help`` answers at once.
"""

import importlib
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import click

from populace import __version__
from populace.catalog.charter.findings import CharterError
from populace.cli.words import speak
from populace.errors import InputErrors, OutputError, UserError
from populace.i18n import N_, language_of_environment, use_language
from populace.i18n import gettext as _


class Failure(click.ClickException):
    """A mistake of the user's, as the command line tells it: a line for each, on standard error, and an exit code."""

    def __init__(self, error: UserError) -> None:
        super().__init__(str(error))
        self.error = error
        self.__dict__["exit_code"] = (
            error.exit_code
        )  # click has one for the class, we have one for each error

    def show(self, file: Any = None) -> None:
        """Print every problem on a line of its own, then the error."""
        problems: Sequence[object] = ()
        if isinstance(self.error, InputErrors):
            problems = self.error.problems
        elif isinstance(self.error, CharterError):
            problems = self.error.findings[1:]  # the first is part of the error itself
        for problem in problems:
            click.echo(str(problem), err=True)
        click.echo(_("Error: {message}").format(message=self.message), err=True)


class Command(NamedTuple):
    """Where a command stands, and its line in the list; ``attribute`` is its name in the module where it is another."""

    module: str
    summary: str
    attribute: str = ""


class LazyGroup(click.Group):
    """A group that knows the names of its commands and imports one only when it is called."""

    def __init__(self, *, lazy: Mapping[str, Command], **words: Any) -> None:
        super().__init__(**words)
        self.lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which they are declared."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import the module of ``name`` and return the command of the same name in it."""
        if name not in self.lazy:
            return None
        wanted = self.lazy[name]
        command: click.Command = getattr(importlib.import_module(wanted.module), wanted.attribute or name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(command.summary)) for name, command in self.lazy.items()])

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say what the group is for in the language in use, which is not known yet where it is declared."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_(self.help) if self.help else "")

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a mistake of the user's, or a file that cannot be used, becomes lines and an exit code."""
        try:
            return super().invoke(ctx)
        except UserError as error:
            raise Failure(error) from error
        except OSError as error:
            if error.filename is None:  # a broken pipe, say, which click knows how to end on
                raise
            told = _("{path} cannot be used: {reason}.").format(path=error.filename, reason=error.strerror)
            raise Failure(OutputError(told)) from error

    def main(self, args: Sequence[str] | None = None, *rest: Any, **words: Any) -> Any:
        """Speak the language of the environment, as every program of the machine does."""
        speak()
        with use_language(language_of_environment()):
            return super().main(args, *rest, **words)


@click.group(
    name="populace",
    cls=LazyGroup,
    lazy={
        "import": Command(
            "populace.cli.import_", N_("Take figures, places and definitions into a workspace."), "import_"
        ),
        "export": Command(
            "populace.cli.export", N_("Write figures or definitions of a workspace to a file.")
        ),
        "query": Command("populace.cli.query", N_("Show figures, summed over places and time.")),
        "indicator": Command("populace.cli.indicator", N_("Show indicators with what they rest on.")),
        "quality": Command("populace.cli.quality", N_("Look for figures that cannot be right.")),
        "check": Command("populace.cli.check", N_("Check figures against the validation rules.")),
        "places": Command(
            "populace.cli.places", N_("Show the places of any day, and what happened to them.")
        ),
        "catalogue": Command("populace.cli.catalogue", N_("List what may be counted and asked.")),
        "charter": Command("populace.cli.charter", N_("Hold definitions against the charter.")),
        "rebuild": Command("populace.cli.rebuild", N_("Make the observations anew from the deposits.")),
        "report": Command("populace.cli.report", N_("Make a birth-peak report from a folder of tables.")),
        "backtest": Command(
            "populace.cli.backtest", N_("Try methods on the past, and say how far off they were.")
        ),
        "project": Command("populace.cli.project", N_("Project thousands of places into one tidy file.")),
        "demo": Command("populace.cli.demo", N_("Write a synthetic district to try everything on.")),
    },
    help=_(
        "Population and reproductive-health programme figures: counts in, birth peaks and their needs out."
    ),
)
@click.version_option(__version__, prog_name="populace")
def main() -> None:
    """Populace."""
