"""The birth-peak report: one page that opens with the answer, a workbook, tidy tables and every chart as a file.

``protected`` makes the tables that a report may be computed from; a forecast of any others is refused. ``answer``,
``why`` and ``asks`` turn figures into sentences, ``titles`` into the findings above charts. ``figures`` draws,
``frames`` and ``workbook`` tabulate, ``page`` fills the templates and ``write`` puts everything into the folder at
once.
"""
