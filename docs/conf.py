"""How the documentation is built (``make docs``)."""

import sys
from importlib.metadata import version as installed_version
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "_ext"))
sys.path.insert(0, str(HERE.parent))

from scripts.reference import write_reference  # noqa: E402  (the line above makes it importable)

project = "Populace"
author = "The Populace authors"
copyright = "2026, The Populace authors"
release = installed_version("populace")

extensions = ["myst_parser", "sphinx.ext.autodoc", "mathml"]
exclude_patterns = ["_ext"]
source_suffix = {".md": "markdown"}
nitpicky = False

myst_enable_extensions = ["amsmath", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "Populace"
html_copy_source = False
html_show_sphinx = False
html_math_renderer = "mathml"

autodoc_default_options = {"members": True, "member-order": "bysource", "show-inheritance": True}
autodoc_typehints = "signature"
autodoc_typehints_format = "short"

write_reference(HERE / "reference" / "_generated")
