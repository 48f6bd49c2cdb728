"""Packages that load their modules when they are first used (PEP 562), so that importing them costs nothing."""

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec


def lazy(package: str, names: Mapping[str, str]) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """The ``__getattr__`` and ``__dir__`` of a package.

    ``names`` are the attributes it offers, each with the module of the package that it stands in. Modules of the
    package itself are loaded on demand too.
    """

    def attribute(name: str) -> object:
        if name in names:
            return getattr(import_module(f"{package}.{names[name]}"), name)
        if not name.startswith("_") and find_spec(f"{package}.{name}") is not None:
            return import_module(f"{package}.{name}")
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    def names_offered() -> list[str]:
        return sorted(names)

    return attribute, names_offered
