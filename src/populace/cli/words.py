"""Click's own words ("Usage:", "Options") in the language in use.

Click asks the standard library for translations, which looks for compiled catalogues of click's own on the machine.
So its modules are given our way of asking instead, and its words stand in our catalogue.
"""

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

from populace.i18n import N_, gettext, ngettext

WORDS = (
    N_("Usage:"),
    N_("Options"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("%(prog)s, version %(version)s"),
    N_("default: {default}"),
    N_("required"),
    N_("Aborted!"),
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Missing command."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("{value!r} is not a valid {number_type}."),
    N_("{name} {filename!r} does not exist."),
    N_("directory"),
)
"""The words of click that these commands can make it say."""

_MODULES = (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types)


def speak() -> None:
    """Let click ask our catalogue for its words."""
    for module in _MODULES:
        for name, ours in (("_", gettext), ("ngettext", ngettext)):
            if hasattr(module, name):
                setattr(module, name, ours)
