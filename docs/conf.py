"""How the documentation is built (``make docs``)."""

import re
import sys
from importlib.metadata import version as installed_version
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "_ext"))
sys.path.insert(0, str(HERE.parent))

from sphinx.application import Sphinx

from scripts.reference import write_reference

project = "Populace"
author = "The Populace authors"
copyright = "2026, The Populace authors"
release = installed_version("populace")

extensions = ["myst_parser", "sphinx.ext.autodoc", "mathml"]
exclude_patterns = ["_ext"]
source_suffix = {".md": "markdown"}

myst_enable_extensions = ["amsmath", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "Populace"
html_copy_source = False
html_show_sphinx = False
html_math_renderer = "mathml"

autodoc_default_options = {"members": True, "member-order": "bysource"}
autodoc_typehints = "signature"
autodoc_typehints_format = "short"

ALIASES = {
    r"~(?:jaxtyping|numpy|typing)[\w.]*\.(?=\w)": "",
    r"ndarray\[tuple\[Any, \.\.\.\], dtype\[float64\]\]": "Floats",
    r"ndarray\[tuple\[Any, \.\.\.\], dtype\[(?:int64|signedinteger\[_64Bit\])\]\]": "Integers",
    r"_Buffer \| _SupportsArray.*?_NestedSequence\[complex \| bytes \| str\]": "ArrayLike",
}
"""What the names of array types have become by the time that they are shown, and the names."""


def name_arrays(
    app: Sphinx, what: str, name: str, of: object, options: object, signature: str | None, returns: str | None
) -> tuple[str | None, str | None]:
    """Show arrays by the names that the source gives them."""
    return _named(signature), _named(returns)


def _named(text: str | None) -> str | None:
    for pattern, alias in ALIASES.items():
        text = text and re.sub(pattern, alias, text)
    return text


def setup(app: Sphinx) -> None:
    """Hook the above into the build."""
    app.connect("autodoc-process-signature", name_arrays)


write_reference(HERE / "reference" / "_generated")
