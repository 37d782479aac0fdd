"""Applicants told apart by names of their own: 老张厂, 星河科技公司."""

from __future__ import annotations

import pytest

from assistant.conversation.proper_names import ProperNames
from assistant.conversation.wording import Conversation
from tests.conversation.conftest import Talk


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("老张厂在亭湖区,老李厂在东台市", ["老张", "老李"]),
        ("星河科技有限公司在大丰,蓝海智能公司注册在建湖县", ["星河", "蓝海"]),
        ("王总的公司在盐都,另外赵董的企业在射阳", ["王总", "赵董"]),
        ("老周家在滨海县,华云机器人厂是亭湖区的", ["老周", "华云"]),
    ],
)
def test_names_that_come_with_a_place(words: Conversation, text: str, names: list[str]) -> None:
    assert [one.name for one in ProperNames(words)(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "我们公司在亭湖区",
        "软件公司在亭湖,机器人公司在大丰",
        "大丰区的公司在亭湖办会",
        "一家公司在亭湖,另一家公司在东台",
        "子公司在盐都区,母公司在苏州",
        "民营企业在亭湖能拿吗",
        "做设备的企业在盐都",
        "承办单位在亭湖区",
    ],
)
def test_what_is_no_name(words: Conversation, text: str) -> None:
    assert ProperNames(words)(text) == ()


_TWO = "老张厂在亭湖区，老李厂在东台市，两家各有一台省级认定的首台套，各能拿多少"


def test_each_is_answered_by_his_own_place(talk: Talk) -> None:
    both, moved, more = talk(_TWO, "老李厂要是搬到盐都呢", "老张那边变成三台呢")
    assert [result.amount.high for result in both.awards] == ["500000", "0"]
    assert [result.amount.high for result in moved.awards] == ["500000"]
    assert [result.amount.high for result in more.awards] == ["1500000"]


def test_one_who_is_named_later_is_another(talk: Talk) -> None:
    first = "华云科技有限公司是亭湖区民企，全职新引进2个全日制博士，干5年一共多少"
    _, other, back = talk(first, "另外远景科技有限公司在射阳县，也引进了1个，能拿多少", "回到华云，只干3年呢")
    assert [result.eligibility for result in other.awards] == ["ineligible"]
    assert [result.amount.high for result in back.awards] == ["480000"]


def test_one_alone_is_answered_as_ever(talk: Talk) -> None:
    first, second = talk("星河科技公司在大丰区，两台省级认定的首台套，能拿多少", "再加一台呢")
    assert first.awards[0].amount.high == "1000000"
    assert second.awards[0].amount.high == "1500000"
