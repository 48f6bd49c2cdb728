"""Headers that cannot be trusted: a heading that is missing, one that stands twice, a header of two rows."""

from populace.exchange.findings import Findings
from populace.exchange.header import figure_of, role_of
from populace.exchange.numbers import Fault, read_figure
from populace.exchange.raw import RawTable, quoted
from populace.i18n import gettext as _
from populace.i18n import join_words


def has_header_faults(table: RawTable, findings: Findings) -> bool:
    """Report the faults of a header and say whether there are any; tables that are none of ours have none."""
    if not any(role_of(heading) or figure_of(heading) for heading in table.headers):
        return False
    if _second_row_is_header(table):
        findings.problem(
            "two headers",
            table.label,
            int(table.rows[0]),
            _("The header goes on in a second row."),
            _("Write each heading out in one row (population female, population male)."),
        )
        return True
    unnamed = [i for i, column in enumerate(table.columns) if not column.header and column.where(bool).any()]
    if unnamed:
        findings.problem(
            "no heading",
            table.label,
            table.header_row,
            _("Columns without a heading: {columns}. Were headings merged?").format(
                columns=join_words([column_letter(i) for i in unnamed])
            ),
            _("Unmerge the header and give every column its own heading."),
        )
        return True
    return _says_twice(table, findings)


def _says_twice(table: RawTable, findings: Findings) -> bool:
    named = [heading.casefold() for heading in table.headers if heading]
    twice = sorted({quoted(heading) for heading in named if named.count(heading) > 1})
    if twice:
        findings.problem(
            "heading twice",
            table.label,
            table.header_row,
            _("Headings that stand twice: {columns}.").format(columns=join_words(twice)),
            _("Rename or remove one of each."),
        )
    return bool(twice)


def _second_row_is_header(table: RawTable) -> bool:
    """Whether the first row below the header holds headings and no figure at all.

    Under a header without gaps every cell must be a heading: a place may be called District, of the kind district.
    """
    cells = [cell for column in table.columns if (cell := column.texts[column.codes[0]])]
    headings = [cell for cell in cells if read_figure(cell)[1] is not Fault.NONE and _is_heading(cell)]
    figures = [cell for cell in cells if read_figure(cell)[1] is Fault.NONE]
    has_gaps = not all(table.headers)
    return len(headings) > 1 and not figures and (has_gaps or len(headings) == len(cells))


def _is_heading(cell: str) -> bool:
    return role_of(cell) is not None or figure_of(cell) is not None


def column_letter(position: int) -> str:
    """The name that a spreadsheet gives to a column: A, B, …, Z, AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
