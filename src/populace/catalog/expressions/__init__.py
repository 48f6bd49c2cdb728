"""The language of indicators and rules: parsed once into a typed tree that runs in three places.

::

    text ──parser──► nodes ──► python     one form's figures, in memory; arrays: many at once
                           ──► store      a query (the store writes the SQL)
                           ──► serial     JSON for a browser, where evaluate.js runs it

``functions`` is the table of functions, ``kinds`` says what fits together, ``sides`` what becomes of missing figures,
``walk`` goes through trees. All ways of running an expression give the same result: they are held together on random
expressions.
"""

from populace.catalog.expressions.arrays import evaluate_arrays
from populace.catalog.expressions.mistakes import ExpressionError
from populace.catalog.expressions.parser import parse
from populace.catalog.expressions.python import evaluate, evaluate_side
from populace.catalog.expressions.serial import from_json, to_json
from populace.catalog.expressions.sides import side
from populace.catalog.expressions.text import text_of
from populace.catalog.expressions.walk import inlined, leaves, shifted

__all__ = [
    "ExpressionError",
    "evaluate",
    "evaluate_arrays",
    "evaluate_side",
    "from_json",
    "inlined",
    "leaves",
    "parse",
    "shifted",
    "side",
    "text_of",
    "to_json",
]
