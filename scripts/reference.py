"""Write the reference from the package itself, so that it cannot fall behind: commands, catalogue, ratios, modules.

``make docs`` runs this before it builds. What it writes is never committed.
"""

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import click

import populace
from populace.catalog.planning_ratios import PLANNING_RATIOS, PlanningRatio
from scripts.catalogue_files_page import catalogue_files_page
from scripts.catalogue_pages import catalogue_pages
from scripts.markdown import page, table


def write_reference(folder: Path) -> None:
    """Write every generated page into ``folder``, and take away the ones that nothing generates any more."""
    pages = {
        "commands.md": commands_page(),
        **catalogue_pages(),
        "catalogue-files.md": catalogue_files_page(),
        "planning-ratios.md": ratios_page(),
        "api.md": api_page(),
        **{f"api/{name}.md": module_page(name) for name in modules()},
    }
    for stale in set(folder.rglob("*.md")) - {folder / name for name in pages}:
        stale.unlink()
    for name, text in pages.items():
        _write_if_changed(folder / name, text)


def _write_if_changed(path: Path, text: str) -> None:
    """Leave an unchanged page alone, so that the builder need not read it again."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


# --- commands ---------------------------------------------------------------


def root_command() -> click.Command:
    """The command that ``populace`` runs."""
    return importlib.import_module("populace.cli").main


def commands(
    command: click.Command | None = None, path: str = "populace"
) -> Iterator[tuple[str, click.Command]]:
    """Every command with the words that call it, the program itself first."""
    command = command or root_command()
    yield path, command
    for name, below in subcommands(command):
        yield from commands(below, f"{path} {name}")


def subcommands(command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """The commands of a group by name, imported where the group imports them late; none of a plain command."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield name, below


def commands_page() -> str:
    """Each command with its arguments and options."""
    sections = (command_section(path, command) for path, command in commands())
    return page("Commands", "What `populace` does at the command line.", sections)


def command_section(path: str, command: click.Command) -> str:
    """One command: what it does, how it is called, what it takes."""
    context = click.Context(command, info_name=path)
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    parts = [f"## `{path}`", str(command.help or ""), f"```text\n{usage}\n```"]
    records = (option.get_help_record(context) for option in command.get_params(context))
    rows = [(f"`{names}`", meaning) for names, meaning in filter(None, records)]
    parts.append(table(("Option", "Meaning"), rows))
    return "\n\n".join(parts)


# --- ratios -----------------------------------------------------------------


def ratios_page() -> str:
    """Each planning ratio with its value, meaning, source and date."""
    intro = (
        "How births and children become staff, beds and places. Every ratio is an assumption that a planner may "
        "replace. None is a target for births."
    )
    header = ("Code", "What is needed", "Value", "Meaning", "Source", "In force from")
    return page("Planning ratios", intro, [table(header, map(_ratio_row, PLANNING_RATIOS.values()))])


def _ratio_row(ratio: PlanningRatio) -> tuple[str, ...]:
    return f"`{ratio.code}`", ratio.label, f"{ratio.value:g}", ratio.meaning, ratio.source, ratio.in_force


# --- modules ----------------------------------------------------------------


def modules() -> list[str]:
    """Every public module of the package."""
    found = pkgutil.walk_packages(populace.__path__, "populace.")
    names = (each.name for each in found if not each.ispkg and "._" not in each.name)
    return sorted(names, key=lambda name: (_room(name), name))


def api_page() -> str:
    """The modules, room by room, as a table of contents."""
    intro = (
        "Every public module. Arrays are always `(..., sex, age)`, with the leading axes in the order place, "
        "trajectory, year."
    )
    return page(
        "Modules", intro, (_room_section(room, list(names)) for room, names in groupby(modules(), _room))
    )


def _room(name: str) -> str:
    """``populace.demography.life_table`` stands in ``populace.demography``, ``populace.errors`` in ``populace``."""
    return ".".join(name.split(".")[: 2 if name.count(".") > 1 else 1])


def _room_section(room: str, names: list[str]) -> str:
    toctree = "\n".join(["```{toctree}", ":maxdepth: 1", "", *(f"api/{name}" for name in names), "```"])
    about = (importlib.import_module(room).__doc__ or "").strip().split("\n\n")[0]
    return "\n\n".join(filter(None, [f"## {room}", about, toctree]))


def module_page(name: str) -> str:
    """The docstrings of one module."""
    return f"# {name.removeprefix('populace.')}\n\n```{{eval-rst}}\n.. automodule:: {name}\n```\n"


if __name__ == "__main__":
    write_reference(Path(sys.argv[1]))
