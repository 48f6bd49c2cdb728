"""The birth-peak report: one page that opens with the answer, a workbook, tidy tables and every chart as a file.

``protected`` makes of a forecast the one that may be shown; nothing here looks at any other. ``answer``, ``why`` and
``asks`` turn figures into sentences, ``titles`` into the findings above charts. ``figures`` draws, ``frames`` and
``workbook`` tabulate, ``page`` fills the templates and ``write`` puts everything into the folder at once.
"""
