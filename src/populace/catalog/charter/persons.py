"""E4: a definition that names or identifies a person, takes free text, or counts births by permission."""

import re
from collections.abc import Iterator

from populace.catalog.catalogue import Catalogue
from populace.catalog.charter.euphemisms import is_in_plan, plain
from populace.catalog.charter.findings import Finding
from populace.catalog.dimensions import AGE, Dimension, Role
from populace.catalog.forms import Form
from populace.catalog.indicators import Indicator
from populace.catalog.measure import Measure
from populace.i18n import gettext as _

_ONE = "person patient client woman mother wife husband father couple household pregnancy child newborn acceptor user"
_KEY = "id ids identifier uuid number nr no code key name names card record file"
_IDENTITY = re.compile(
    rf"\b({'|'.join(_ONE.split())})('?s)?[ -]({'|'.join(_KEY.split())})\b|^({'|'.join(_ONE.split())})$|"
    r"\b(phone|telephone|mobile|wechat)( no\.?| nr\.?| numbers?| id)?$|\b(phone|telephone|mobile) numbers?\b|"
    r"\b(home|street|postal|residential|e-?mail)[ -]address(es)?\b|\b(address|e-?mail)$|"
    r"\b(dob|birthday|birth ?date|date of birth|surname|passport|ssn|id (card|number)|identity (card|number)|"
    r"national id|(first|last|full|family|given|maiden) names?|noms? de famille|prenoms?|date de naissance|"
    r"numero de telephone|carte d'identite|adresse (personnelle|du domicile))\b|"
    "姓名|身份证|证件号|电话(号码)?$|电话号码|手机号|微信号|出生日期|出生年月日|生日|住址|家庭地址|地址$|户主|户号|"
    "(个人|孕妇|产妇|妇女|夫妇|夫妻|家庭|户|儿童|新生儿|居民)的?(编号|编码|号码|姓名|档案|卡号|名单|标识)"
)
_FREE_TEXT = re.compile(
    r"\bfree ?text\b|\b(comments?|remarks?|narrative)$|^notes?$|\bcommentaires?$|\bobservations libres\b|"
    "备注|说明文字|评语|原因说明"
)
_LOOKS_LIKE_AN_IDENTITY = re.compile(r"\d{17}[\dXx]|\d{15}|1[3-9]\d{9}|\+?\d{10,14}")
"""Chinese identity numbers of 18 and 15 digits, mobile numbers, and numbers as long as those."""


def of_measure(measure: Measure, catalogue: Catalogue) -> Iterator[Finding]:
    """Names of a measure."""
    names = (measure.code, *in_all_languages(measure.label, catalogue), *measure.names)
    yield from _names("measures", measure.code, names)


def of_dimension(dimension: Dimension, catalogue: Catalogue) -> Iterator[Finding]:
    """Names of a dimension and its categories; categories that are not listed are free text, but ages and accounts."""
    names = [name for each in dimension.categories for name in (each.code, each.label)]
    labels = [*in_all_languages(dimension.label, catalogue), *names]
    labels += [name for each in dimension.categories for name in in_all_languages(each.label, catalogue)]
    yield from _names("dimensions", dimension.code, (dimension.code, *labels))
    if dimension.open and dimension.code != AGE and dimension.role is not Role.ACCOUNTS:
        yield _free_text("dimensions", dimension.code)
    if any(_LOOKS_LIKE_AN_IDENTITY.fullmatch(name) for name in names):
        yield Finding(
            "E4",
            "dimensions",
            dimension.code,
            _("Its categories look like identity or telephone numbers."),
            _("Count persons by place, period, sex and age; list none of them."),
        )


def of_form(form: Form) -> Iterator[Finding]:
    """Names in a form."""
    rows = [row.label for section in form.sections for table in section.tables for row in table.rows]
    yield from _names(
        "forms", form.code, (form.code, form.label, *(section.label for section in form.sections), *rows)
    )


def of_indicator(indicator: Indicator, catalogue: Catalogue) -> Iterator[Finding]:
    """Names of an indicator and of its two sides."""
    labels = (indicator.label, indicator.numerator_label, indicator.denominator_label)
    names = [name for label in labels for name in in_all_languages(label, catalogue)]
    yield from _names("indicators", indicator.code, (indicator.code, *names))


def of_others(catalogue: Catalogue) -> Iterator[Finding]:
    """Names of rules, constructs, constants and groups."""
    for rule in catalogue.rules.values():
        yield from _names("rules", rule.code, (rule.code, rule.label, rule.left.label, rule.right.label))
    for construct in catalogue.constructs.values():
        yield from _names("constructs", construct.code, (construct.code, construct.label))
    for section, codes in (("constants", catalogue.constants), ("groups", catalogue.groups)):
        for code in codes:
            yield from _names(section, code, (code,))


def in_all_languages(label: str, catalogue: Catalogue) -> tuple[str, ...]:
    """``label`` and what the catalogue's own translations make of it."""
    return (label, *(texts[label] for texts in catalogue.translations.values() if label in texts))


def _names(section: str, code: str, names: tuple[str, ...]) -> Iterator[Finding]:
    """At most one finding of each kind for a definition."""
    words = [plain(name) for name in names if name]
    if any(_IDENTITY.search(each) for each in words):
        yield Finding(
            "E4",
            section,
            code,
            _("It names or identifies a person."),
            _("Count persons by place, period, sex and age; keep no record of one."),
        )
    if any(_FREE_TEXT.search(each) for each in words) and section in ("measures", "dimensions", "forms"):
        yield _free_text(section, code)
    if any(is_in_plan(each) for each in names):
        yield Finding(
            "E4",
            section,
            code,
            _("It counts births by whether they were planned, allowed or within a quota."),
            _("Count live births; nobody allows them."),
        )


def _free_text(section: str, code: str) -> Finding:
    return Finding(
        "E4",
        section,
        code,
        _("It takes free text, in which anything about anybody can be written."),
        _("List its categories, or leave it out."),
    )
