"""The door: a table with columns about persons is refused (articles 1 and 2 of the charter).

Only header cells are looked at, and only the names known here are ever repeated: no cell of a row is shown or kept.
"""

import unicodedata

from populace.exchange.findings import Findings
from populace.exchange.raw import RawTable
from populace.i18n import gettext as _
from populace.i18n import join_words

WORDS = frozenset(
    """
    fullname firstname lastname surname familyname givenname forename middlename personname patientname
    mothername mothersname fathername fathersname husbandname husbandsname wifename childname childsname
    nameofmother nameoffather nameofchild nameofperson namesofparents
    personid patientid clientid womanid motherid childid beneficiaryid idnumber idno idcard idcardnumber
    nationalid nationalidnumber identitynumber identitycard passport passportnumber ssn socialsecuritynumber
    birthcertificate birthcertificatenumber registrationnumber
    phone phonenumber telephone telephonenumber tel mobile mobilenumber mobilephone cellphone contactnumber
    email emailaddress wechat
    birthdate dateofbirth dob birthday motherdateofbirth mothersdateofbirth motherbirthdate
    address homeaddress residentialaddress streetaddress residenceaddress doornumber housenumber
    household householdid householdno householdnumber householdhead headofhousehold householdname
    """.split()
)
"""Header cells, without case, spaces and marks, that name or find a person."""

CHINESE = (
    *(
        "姓名",
        "身份证",
        "证件号",
        "护照",
        "电话",
        "手机",
        "联系方式",
        "微信",
        "邮箱",
        "电子邮件",
        "出生日期",
        "出生年月",
    ),
    *(
        "出生时间",
        "生日",
        "住址",
        "地址",
        "门牌",
        "户主",
        "户号",
        "户口簿",
        "出生证",
        "社保号",
        "档案号",
        "病历号",
        "个人编号",
    ),
)
"""Words that, anywhere in a header cell, name or find a person."""


def about_persons(header: str) -> str | None:
    """The name by which a column about persons may be repeated, or ``None`` for any other column.

    A Chinese heading is repeated by the word known here alone: the first row of a list without headings is data.
    """
    text = unicodedata.normalize("NFKC", header).casefold()
    word = "".join(letter for letter in text if letter.isalnum())
    if word in WORDS:
        return header
    return next((part for part in CHINESE if part in word), None)


def refuse_persons(table: RawTable, findings: Findings) -> bool:
    """Report the columns about persons, if there are any, and say whether there were."""
    columns = [name for header in table.headers if (name := about_persons(header))]
    if columns:
        findings.problem(
            "persons",
            table.label,
            table.header_row,
            _("Columns about persons are not read here: {columns}.").format(columns=join_words(columns)),
            _("Give counts by place, year, sex and age instead, without any row about a person."),
        )
    return bool(columns)
