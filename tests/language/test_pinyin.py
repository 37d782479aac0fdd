"""Whole messages in pinyin, read by texts of the field."""

from __future__ import annotations

import pytest

from assistant.language.pinyin import PinyinReader

TEXTS = (
    "我们公司在亭湖区，两台首台套装备，江苏省认定了，能拿多少钱？",
    "民营企业新招了三个全日制博士，都是全职，科研补贴一年多少",
    "全国性峰会在盐城市区办，花了一百万，没有包干，补多少",
    "首版次软件通过了省级认定，最高奖励多少",
)
NAMES = ("亭湖", "盐都区", "首台套", "峰会", "博士")


@pytest.fixture(scope="module")
def reader() -> PinyinReader:
    return PinyinReader(lambda: TEXTS, NAMES, {"yandu": "盐都区"})


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("women gongsi zai tinghu, liangtai shoutaitao", "我们公司在亭湖,两台首台套"),
        ("san ge quan ri zhi bo shi, dou shi quanzhi", "三个全日制博士,都是全职"),
        (
            "fenghui zai yanchengshiqu ban, huale yibaiwan, meiyou baogan",
            "峰会在盐城市区办,花了一百万,没有包干",
        ),
        ("shoubanci ruanjian senji rending, zuigao duoshao", "首版次软件省级认定,最高多少"),
        ("yandu gongsi, zuigao duoshao", "盐都区公司,最高多少"),
        ("quanguo ai fenghui, hua le 80wan", "全国 ai 峰会,花了80万"),
    ],
)
def test_pinyin_becomes_signs(reader: PinyinReader, typed: str, read: str) -> None:
    assert reader.read(typed).replace(" ", "") == read.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "we held a national summit in the city, how much can we get",
        "hello",
        "ai",
        "gpu 13b",
        "首台套 yige 多少",
        "what is the maximum",
        "",
    ],
)
def test_what_is_no_pinyin_stays(reader: PinyinReader, text: str) -> None:
    assert reader.read(text) == text
