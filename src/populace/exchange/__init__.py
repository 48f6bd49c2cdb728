"""Formats in and out: a folder of plain tables becomes ``forecast.tables.Tables``; frames become tidy files.

The way of a file, one module a step::

    decode, delimited, workbook     bytes to text cells, each with its row as a spreadsheet numbers it
    persons                         columns about persons are refused before a row is looked at
    header, recognise, wpp/         what a table holds, from its columns, then from its name
    ages, sexes, times, numbers     what the text in a cell means; each distinct text is read once
    place_table, ratio_table        the tree of places and the planning ratios
    observe                         text cells to observations
    checks/                         duplicates, ages, totals, births against women
    infer_tree, reference           a tree that was not given; a second folder behind the first
    folder                          the story of all these
    frames                          the same for tables that are data frames in a notebook

Reading writes nothing, and everything that is wrong is reported in one pass.
"""

from populace.lazy import lazy

NAMES = {"read_folder": "folder", "read_frames": "frames"}
"""What is asked for most, by the module that it stands in."""

__getattr__, __dir__ = lazy(__name__, NAMES)
