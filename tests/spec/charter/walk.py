"""Every name that the package gives to what it holds, found by walking it, so that a new one cannot be forgotten."""

import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator
from enum import Enum
from types import ModuleType

import click

import populace
from populace.catalog.dimensions import AGE, SEX
from populace.catalog.measures import MEASURES
from populace.catalog.planning_ratios import PLANNING_RATIOS
from populace.catalog.shipped import SHIPPED
from populace.exchange.header import ROLES
from scripts.reference import root_command, subcommands


def modules() -> list[ModuleType]:
    """Every module of the package, imported."""
    names = [each.name for each in pkgutil.walk_packages(populace.__path__, "populace.")]
    return [populace, *(importlib.import_module(name) for name in names if not name.endswith("__main__"))]


def classes() -> Iterator[type]:
    """Every class that the package defines."""
    for module in modules():
        for value in vars(module).values():
            if isinstance(value, type) and value.__module__ == module.__name__:
                yield value


def fields_of(cls: type) -> list[str]:
    """The names of what an instance of ``cls`` holds: dataclass, named tuple, typed dictionary or plain annotations."""
    if dataclasses.is_dataclass(cls):
        return [each.name for each in dataclasses.fields(cls)]
    if issubclass(cls, Enum):
        return [each.name for each in cls]
    return [*getattr(cls, "_fields", ()), *getattr(cls, "__annotations__", {})]


def names_of_values() -> Iterator[tuple[str, str]]:
    """Where, and the name: of each class and each of its fields."""
    for cls in classes():
        yield cls.__qualname__, cls.__name__
        yield from ((f"{cls.__module__}.{cls.__qualname__}", name) for name in fields_of(cls))


def names_of_the_catalogue() -> Iterator[tuple[str, str]]:
    """Where, and the name: of each definition that comes with the software, with all names that a column may bear."""
    for measure in (*MEASURES.values(), *SHIPPED.measures.values()):
        yield from (
            ("measure " + measure.code, name)
            for name in (measure.code, measure.label, measure.unit, *measure.names)
        )
    yield from (("breakdown", each) for each in (AGE, SEX))
    for dimension in SHIPPED.dimensions.values():
        names = [name for each in dimension.categories for name in (each.code, each.label)]
        yield from (
            ("dimension " + dimension.code, name) for name in (dimension.code, dimension.label, *names)
        )
    for form in SHIPPED.forms.values():
        rows = [row.label for section in form.sections for table in section.tables for row in table.rows]
        headings = [section.label for section in form.sections]
        yield from (("form " + form.code, name) for name in (form.code, form.label, *headings, *rows))
    for indicator in SHIPPED.indicators.values():
        sides = (indicator.numerator_label, indicator.denominator_label)
        yield from (
            ("indicator " + indicator.code, name)
            for name in (indicator.code, indicator.label, indicator.unit, *sides)
        )
    for rule in SHIPPED.rules.values():
        yield from (
            ("rule " + rule.code, name) for name in (rule.code, rule.label, rule.left.label, rule.right.label)
        )
    for construct in SHIPPED.constructs.values():
        yield from (("construct " + construct.code, name) for name in (construct.code, construct.label))
    for ratio in PLANNING_RATIOS.values():
        yield from (("ratio " + ratio.code, name) for name in (ratio.code, ratio.label, ratio.unit))


def names_of_columns() -> Iterator[tuple[str, str]]:
    """Where, and the name: of each heading under which the reader takes a column."""
    for role, names in ROLES.items():
        yield from ((f"column {role.name}", name) for name in (role.name, *names))


def names_of_the_command_line() -> Iterator[tuple[str, str]]:
    """Where, and the name: of each command, argument and option."""
    yield from _names_of(root_command(), "populace")


def _names_of(command: click.Command, path: str) -> Iterator[tuple[str, str]]:
    yield path, path.rsplit(" ", 1)[-1]
    for parameter in command.params:
        yield from ((path, name) for name in (parameter.name or "", *parameter.opts))
    for name, below in subcommands(command):
        yield from _names_of(below, f"{path} {name}")
