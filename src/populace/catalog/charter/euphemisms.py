"""What names say, in English, French and Chinese: a second look at what declares itself to be a service.

Words never make a definition pass; they can only make one fail that its author declared to be something else. Names
whose words are about care, supplies or information pass, because most care around birth has birth in its name.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from populace.catalog.subjects import Subject


def _pattern(words: str, chinese: str = "", *, within: bool = False) -> re.Pattern[str]:
    """One of ``words`` (``_`` stands for a space; parts of words where ``within``) or of the ``chinese`` ones."""
    edge = "" if within else r"\b"
    latin = "|".join(words.split()).replace("_", "[ -]")
    return re.compile("|".join([f"{edge}({latin}){edge}", *chinese.split()]))


_SAYS: dict[Subject, re.Pattern[str]] = {
    Subject.BIRTHS: _pattern(
        "births? newborns? deliver(y|ies) babies naissances? accouchements?",
        "出生 活产 生育数 生育人数 分娩数",
    ),
    Subject.FERTILITY: _pattern(
        "fertility birth_?rates? tfr natural_increase population_growth fecondite natalite accroissement_naturel",
        "生育率 出生率 自然增长 人口增长 人口控制",
    ),
    Subject.PARITY: _pattern(
        "parity birth_order (first|second|third|higher)_order (first|second|third|one|two)_child(ren)? "
        "number_of_children parite rang_de_naissance nombre_d'enfants",
        "胎次 孩次 一孩 二孩 三孩 多孩 独生子女",
    ),
    Subject.BIRTH_INTERVAL: _pattern(
        "birth_intervals? birth_spacing spacing_of_births intervalles?_(entre|inter)\\w* espacement_des_naissances",
        "生育间隔 间隔生育",
    ),
    Subject.ABORTION: _pattern(
        "abortions? terminations?(_of_pregnanc\\w+)? menstrual_regulation avortements? ivg",
        "流产 引产 堕胎 终止妊娠 补救措施",
    ),
    Subject.ACCEPTORS: _pattern(
        "acceptors? adopters? new_users? new_clients recruit(s|ed|ment)? uptake motivated_clients "
        "acceptant(e|s|es) nouvelles?_(utilisat|acceptant)\\w+",
        "接受者 新使用者 新增使用 采用者 落实率 落实措施 避孕措施落实 节育措施 长效措施",
    ),
    Subject.STERILISATION: _pattern(
        "sterili[sz]\\w+ tubal ligations? vasectom\\w+ btl permanent_methods? ligature methodes?_permanentes?",
        "绝育 结扎 永久避孕 永久性避孕",
    ),
    Subject.METHOD_USE: _pattern(
        "(iud|iucd|implant|larc|device)s?_(insert\\w+|use|users?|share) inserted_(iud|implant)s? insertions? "
        "method_mix long_acting_((and_permanent_)?methods?_)?(use|users?|share) pose_d[e']_?(diu|implants?)",
        "上环 放环 放置率 皮埋率",
    ),
    Subject.PREVALENCE: _pattern(
        "m?cpr contraceptive_(prevalence|use) prevalence_contraceptive current_users? couple_protection_rate",
        "避孕率 避孕普及率 现用避孕",
    ),
    Subject.DEMAND: _pattern("unmet_need demand_satisfied besoins?_non_satisfaits?", "未满足需求"),
    Subject.ACCEPTANCE: _pattern("accepted consented refus\\w+ declin\\w+", "拒绝 同意率"),
}
"""By subject, the words for it, without accents and in lower case."""

_CARE = _pattern(
    "attended skilled antenatal postnatal screen check contact facilit vaccin immuni[sz] weigh breastfe regist "
    "assiste consultation depistage",
    "助产 接生 产检 产前 产后 筛查 检查 住院分娩 机构 登记",
    within=True,
)
"""Words of care around birth. They explain births in a name, and nothing else."""

_SERVICE = _pattern(
    "stock suppl(y|ies|ied) points?\\b remov told inform counsel trained staff midwi equip offer satisf answer "
    "feedback complet timel report waiting budget post_?abortion_care rupture retrait conseil formation reponse",
    "服务点 库存 缺货 取出 咨询 告知 知情 满意 答复 报告 及时 完整 培训 等候 流产后关爱",
    within=True,
)
"""Words of what a service owes: they explain any subject in a name."""

_IN_PLAN = _pattern(
    "(in|out_of|outside|within|above|over)_(the_)?(birth_)?(plan|quota) planned_births? "
    "(un)?(permitted|authori[sz]ed|approved|licensed|sanctioned|illegal|policy_compliant|allowed|excess)_"
    "(births?|pregnanc\\w+|child(ren)?) births?_(quota|permit|plan|allowance|licen[cs]e)s? "
    "naissances?_(hors|dans_le|autorisee?s?)",
    "计划内 计划外 政策内 政策外 符合政策 违反政策 违法生育 准生 生育证 超生 计划生育率 生育指标 指标数",
)
"""Births counted by whether somebody allowed them."""

_METHODS = _pattern(
    "pills? oral_contracept\\w+ condoms? iuds? iucds? implants? implanon jadelle injectables? dmpa depo "
    "sterili[sz]\\w+ vasectom\\w+ tubal\\w* diaphragms? spermicid\\w+ lam copper intrauterine preservatifs? "
    "diu pilules?",
    "避孕药 避孕套 宫内节育器 节育环 皮埋 埋植 绝育 结扎 避孕针",
)
_METHOD_DIMENSION = _pattern("contracepti\\w+ methods? devices? methodes?", "避孕方法 避孕措施 节育措施")


@lru_cache(maxsize=50_000)
def said(name: str) -> frozenset[Subject]:
    """The subjects that ``name`` says, without those that its words of care or service explain."""
    words = plain(name)
    if _SERVICE.search(words):
        return frozenset()
    explained = {Subject.BIRTHS} if _CARE.search(words) else set()
    return mentioned(name) - explained


@lru_cache(maxsize=50_000)
def mentioned(text: str) -> frozenset[Subject]:
    """Every subject that ``text`` says, whatever else it says."""
    words = plain(text)
    return frozenset(subject for subject, pattern in _SAYS.items() if pattern.search(words))


def is_in_plan(name: str) -> bool:
    """Whether ``name`` counts births by permission."""
    return _IN_PLAN.search(plain(name)) is not None


def is_of_methods(code: str, label: str, categories: Iterable[str]) -> bool:
    """Whether a dimension splits by contraceptive method, by its own names or by those of its categories."""
    named = any(_METHOD_DIMENSION.search(plain(each)) for each in (code, label))
    return named or sum(_METHODS.search(plain(each)) is not None for each in categories) >= 2


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """In lower case, without accents, with words apart: ``newUsers_IUD`` is ``new users iud``."""
    apart = re.sub(r"([a-z])([A-Z])", r"\1 \2", text).replace("_", " ")
    decomposed = unicodedata.normalize("NFKD", apart).casefold()
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
