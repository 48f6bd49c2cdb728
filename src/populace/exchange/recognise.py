"""What a table holds: from its columns, then from the name of its sheet or file."""

from collections.abc import Mapping

from populace.catalog.dimensions import AGE, SEX
from populace.catalog.measures import MEASURES
from populace.exchange.findings import Findings
from populace.exchange.header import Figure, Role, figure_of, fold_heading, measure_named, role_of
from populace.exchange.layout import Layout, PlaceLayout, RatioLayout, Values
from populace.exchange.raw import RawTable, quoted
from populace.i18n import gettext as _
from populace.i18n import join_words

PLACE_TABLES = (
    "places",
    "place",
    "place_tree",
    "locations",
    "地区",
    "地点",
    "行政区划",
    "区划",
    "单位",
    "地区表",
)
RATIO_TABLES = ("planning_ratios", "planning_ratio", "ratios", "规划比率", "配置标准", "规划参数", "测算参数")

Roles = Mapping[Role, int]


def recognise(table: RawTable, findings: Findings) -> Layout | PlaceLayout | RatioLayout | None:
    """The layout of a table; ``None`` after a note (not a table of ours) or a problem (ours, but incomplete)."""
    roles = _roles(table)
    if named(table, RATIO_TABLES):
        return _ratios(table, roles, findings)
    if Role.PARENT in roles or (
        Role.YEAR not in roles and Role.DATE not in roles and named(table, PLACE_TABLES)
    ):
        return _places(table, roles, findings)
    figures = _figures(table, roles)
    if not figures or not roles:
        findings.note(
            _("{file} was not used: its columns and its name do not say what it holds.").format(
                file=table.label
            )
        )
        return None
    return _observations(table, roles, figures, findings)


def named(table: RawTable, names: tuple[str, ...]) -> bool:
    """Whether the sheet or the file has one of ``names``."""
    return any(fold_heading(name) in names for name in table.names)


def _roles(table: RawTable) -> dict[Role, int]:
    roles: dict[Role, int] = {}
    for position, heading in enumerate(table.headers):
        role = role_of(heading)
        if role is not None:
            roles.setdefault(role, position)
    return roles


def _ratios(table: RawTable, roles: Roles, findings: Findings) -> RatioLayout | None:
    if Role.PLACE in roles and Role.VALUE in roles:
        return RatioLayout(roles[Role.PLACE], roles[Role.VALUE], roles.get(Role.SOURCE))
    say_missing_columns(table, ["code", "value"], findings)
    return None


def _places(table: RawTable, roles: Roles, findings: Findings) -> PlaceLayout | None:
    if Role.PLACE not in roles:
        say_missing_columns(table, ["code"], findings)
        return None
    languages = ((None, Role.NAME), ("en", Role.NAME_EN), ("zh-hans", Role.NAME_ZH))
    names = tuple((language, roles[role]) for language, role in languages if role in roles)
    return PlaceLayout(roles[Role.PLACE], names, roles.get(Role.PARENT), roles.get(Role.KIND))


def _figures(table: RawTable, roles: Roles) -> dict[int, Figure]:
    """The columns of figures, each with its measure: from its heading, else from the name of the table."""
    spoken_of = measure_named(table.names)
    taken = set(roles.values()) - {roles.get(Role.VALUE)}
    figures = {}
    for position, heading in enumerate(table.headers):
        figure = figure_of(heading) if position not in taken else None
        if position == roles.get(Role.VALUE):
            figure = Figure(None, None, None, 1.0)
        if figure is not None and (measure := figure.measure or spoken_of) is not None:
            figures[position] = Figure(measure, figure.sex, figure.age, figure.factor)
    return figures


def _observations(
    table: RawTable, roles: Roles, figures: Mapping[int, Figure], findings: Findings
) -> Layout | None:
    place = roles.get(Role.PLACE, roles.get(Role.NAME))
    roles = _with_months(roles, figures)
    time = roles.get(Role.DATE, roles.get(Role.YEAR, roles.get(Role.MONTH)))
    missing = [] if place is not None else ["place"]
    missing += [] if time is not None else ["year"]
    for dimension, role in ((SEX, Role.SEX), (AGE, Role.AGE)):
        if role not in roles and any(_lacks(figure, dimension) for figure in figures.values()):
            missing.append(role.name.lower())
    if missing or place is None or time is None:
        say_missing_columns(table, missing, findings)
        return None
    _note_others(table, roles, figures, findings)
    return Layout(
        values=tuple(
            Values(position, figure.measure or "", figure.sex, figure.age, figure.factor)
            for position, figure in figures.items()
        ),
        place=place,
        time=time,
        sex=roles.get(Role.SEX),
        age=roles.get(Role.AGE),
        age_end=roles.get(Role.AGE_END),
        age_width=roles.get(Role.AGE_WIDTH),
        name=roles.get(Role.NAME) if Role.PLACE in roles else None,
        month=roles.get(Role.MONTH) if Role.YEAR in roles or Role.DATE in roles else None,
    )


def _with_months(roles: Roles, figures: Mapping[int, Figure]) -> Roles:
    """The roles; a column of months has one in a table of births alone."""
    births = all(figure.measure == "births" for figure in figures.values())
    return roles if births else {role: at for role, at in roles.items() if role is not Role.MONTH}


def _lacks(figure: Figure, dimension: str) -> bool:
    given = figure.sex if dimension == SEX else figure.age
    return given is None and dimension in MEASURES[figure.measure or ""].required


def _note_others(table: RawTable, roles: Roles, figures: Mapping[int, Figure], findings: Findings) -> None:
    known = {*roles.values(), *figures}
    others = [quoted(name) for i, name in enumerate(table.headers) if i not in known and name]
    if others:
        findings.note(
            _("{file}: columns that were not used: {columns}.").format(
                file=table.label, columns=join_words(others)
            )
        )


def say_missing_columns(table: RawTable, columns: list[str], findings: Findings) -> None:
    """Report that a table of ours lacks columns."""
    findings.problem(
        "columns",
        table.label,
        table.header_row,
        _("The table lacks the columns: {columns}.").format(columns=join_words(columns)),
        _("Add them, or name them as the guide to your tables does."),
    )
