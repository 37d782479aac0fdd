"""Applicants called by a name of their own that says where they are: 星河科技公司在大丰区, 老张厂在亭湖."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.language.places import read_places

#: A name of that kind begins a sentence part, and its place stands right behind it.
_INTRODUCED = re.compile(
    r"(?:^|(?<=[，。！？；、,!?;\n ]))(?:另外?|还有|再有?|至于|那么?|其中|以及|而|和|跟|客户|我?朋友)*"
    r"(?P<whole>(?P<head>[一-鿿]{2,10}?)的?(?P<kind>公司|厂子?|工厂|集团|企业|单位|店|(?<=老.)家))"
    r"(?P<verb>(?:是|注册|设|开|办|落户|位|就|人)?(?:在|于)?)"
)
#: What says of a firm what it does, or in which form it is one, but not which it is.
_GENERAL = re.compile(
    r"股份|有限|责任|科技|智能|信息|软件|网络|数据|机器人|装备|制造|技术|电子|文化|传媒|会展|新能源|生物|医疗|汽车|环保"
    r"|物流|实业|贸易|创新|数字|人工智能|大模型|算力|机械|能源|动力|视觉|芯片|互联|发展|产业|咨询|投资|工业|工程"
)
#: Who speaks, which one, how many, of what kind or what is done: that is no name.
_NO_NAME = re.compile(
    r"[我咱俺你您他她它本该贵这那哪各每某几两一二三四五六七八九十个有要想问帮给请是办做搞引认外国民市省县区镇乡]"
    r"|[子母分总]$|上游|下游|客户|合作|关联|控股|独资|合资|初创|创业|承办|主办|协办|会计|代理|中介|担保|保险|设备|医院|学校"
)
_PERSON = re.compile(r"[老小][一-鿿]|[一-鿿][总董]")


@dataclass(frozen=True, slots=True)
class ProperName:
    """A name that a message introduces with a place, from ``start`` on: as told, and short as it is said
    again."""

    start: int
    label: str
    name: str


def proper_names(text: str) -> tuple[ProperName, ...]:
    """Every applicant of the plain ``text`` who is introduced by a name of his own and his place."""
    places = {place.start for place in read_places(text)}
    found: dict[str, ProperName] = {}
    for mark in _INTRODUCED.finditer(text):
        at = next((start for start in places if mark.end() <= start <= mark.end() + 1), None)
        name = _short(mark["head"], mark.start("head"), places)
        if at is not None and name:
            found.setdefault(name, ProperName(mark.start("whole"), mark["whole"], name))
    return tuple(found.values())


def _short(head: str, start: int, places: set[int]) -> str:
    """The part of a name by which it is said again (星河科技有限 -> 星河); empty where it is none."""
    if any(start <= place < start + len(head) for place in places):
        # 大丰的公司 is called after its place only.
        return ""
    head = head.removesuffix("的")
    if person := _PERSON.match(head):
        return person.group()
    name = _GENERAL.sub("", head)
    return name if len(name) >= 2 and head.startswith(name) and not _NO_NAME.search(name) else ""
