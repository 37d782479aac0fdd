"""Places by the names people use, and whether the document pays there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.places import read_places


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我们在亭湖区", [("亭湖区", "in_scope")]),
        ("亭湖的公司", [("亭湖区", "in_scope")]),
        ("盐城市大丰区", [("大丰区", "in_scope")]),
        ("盐城经开区", [("盐城经济技术开发区", "in_scope")]),
        ("市开发区的企业", [("盐城经济技术开发区", "in_scope")]),
        ("亭湖經濟開發區", [("亭湖区", "in_scope")]),
        ("盐南高新区", [("盐南高新区", "in_scope")]),
        ("盐城高新区", [("盐都区", "in_scope")]),
        ("我们在东台办厂", [("东台市", "county")]),
        ("响水县能不能拿", [("响水县", "county")]),
        ("滨海的企业", [("滨海县", "county")]),
        ("苏州的政策", [("苏州市", "outside")]),
        ("苏州市经济技术开发区", [("苏州市", "outside")]),
        ("昆山有什么奖励", [("昆山", "outside")]),
        ("从上海引进到大丰", [("上海", "outside"), ("大丰区", "in_scope")]),
        ("杭州市余杭区", [("杭州市", "outside"), ("余杭区", "outside")]),
        ("朝阳市", [("朝阳市", "outside")]),
    ],
)
def test_place_and_scope(text: str, expected: list[tuple[str, str]]) -> None:
    mentions = read_places(text)
    assert [(m.name, m.scope) for m in mentions] == expected
    assert all(text[m.start : m.end] == m.text for m in mentions)


@pytest.mark.parametrize(
    "text",
    [
        "盐城有什么政策", "江苏省盐城市", "大市区", "大丰收的季节", "推广安全生产", "其中卫生",
        "资金华东", "最大连续三年", "确保定期", "经营口岸", "推广元宇宙", "制定西部计划", "新乡村振兴",
        "扩大连锁", "南京大学", "中山路", "朝阳产业", "天气怎么样",
    ],
)  # fmt: skip
def test_words_that_only_look_like_places(text: str) -> None:
    assert read_places(text) == ()


@given(st.text(max_size=60))
def test_any_text_is_read_without_failing(text: str) -> None:
    assert all(text[m.start : m.end] == m.text for m in read_places(text))
