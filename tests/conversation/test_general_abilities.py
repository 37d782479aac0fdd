"""Abilities that hold whatever the words: the same said in many ways gives one amount, and no other."""

from __future__ import annotations

import pytest

from assistant.contract import Answer
from tests.conversation.conftest import Talk


def _amounts(answer: Answer, award_id: str) -> list[tuple[str | None, str | None]]:
    return [(r.amount.low, r.amount.high) for r in answer.awards if r.award_id == award_id]


@pytest.mark.parametrize(
    "rate",
    [
        "每年服务费300万，连续两年",
        "一年服务费300万，两年下来",
        "每月服务费25万，做了两年",
        "月均服务费25万，一共24个月",
        "每季度服务费75万，两年",
        "第一年服务费300万，第二年服务费300万",
        "服务费一年300万元，服务了整整两年",
        "每个月25万服务费，两年",
    ],
)
def test_a_rate_runs_over_the_time_told(talk: Talk, rate: str) -> None:
    answer = talk(f"我们是概念验证中心，{rate}，能补多少")[0]
    assert _amounts(answer, "proof-of-concept-center") == [("0", "1200000")]


@pytest.mark.parametrize(
    ("told", "high"),
    [("一年下来", "36000"), ("做满一年", "36000"), ("12个月", "36000"), ("两年", "72000"), ("半年", "18000")],
)
def test_what_is_paid_by_the_month_over_the_time_told(talk: Talk, told: str, high: str) -> None:
    answer = talk(f"事业单位引进一名正高，{told}能拿多少")[0]
    assert _amounts(answer, "professional-title") == [(high, high)]


@pytest.mark.parametrize(
    ("change", "high"),
    [
        ("人数翻倍", "6400000"),
        ("人数多一倍呢", "6400000"),
        ("要是人数减半呢", "1600000"),
        ("再加两个", "4800000"),
        ("少一个", "2400000"),
        ("人数增加到6个", "4800000"),
        ("如果是原来的三倍呢", "9600000"),
    ],
)
def test_a_change_of_a_number_told(talk: Talk, change: str, high: str) -> None:
    answer = talk("亭湖区民营企业，全职新引进4名全日制博士，能补多少", change)[-1]
    assert _amounts(answer, "private-phd") == [(high, high)]


def test_a_supposed_change_leaves_what_is_so(talk: Talk) -> None:
    *_, answer = talk("全国性AI峰会花了100万能补多少", "费用翻倍呢", "那按实际能补多少")
    assert _amounts(answer, "national-event") == [("300000", "300000")]


@pytest.mark.parametrize(
    "some",
    [
        "7个博士其中2个是今年新引进的",
        "公司30个人里有2个博士",
        "6个博士，其中4个是兼职",
        "一共9名博士，其中2名是全日制的",
    ],
)
def test_some_of_more_count_alone(talk: Talk, some: str) -> None:
    answer = talk(f"民营企业，{some}，按一年算补多少")[0]
    assert answer.awards[0].award_id == "private-phd"
    assert "2人" in answer.awards[0].amount.text


@pytest.mark.parametrize(
    "firms",
    [
        "两家公司，一家在亭湖，认定了一台，另一家在东台，认定了两台，都是省级首台套，各补多少",
        "甲公司在亭湖认定了一台，乙公司在东台认定了两台，都是省级首台套，各能补多少",
        "第一家在亭湖，一台；第二家在东台，两台，都是省级认定的首台套，分别补多少",
    ],
)
def test_several_applicants_are_kept_apart(talk: Talk, firms: str) -> None:
    answer = talk(firms)[0]
    results = [(r.eligibility, r.amount.high) for r in answer.awards if r.award_id == "first-set-equipment"]
    assert results == [("eligible", "500000"), ("ineligible", "0")]
    assert answer.total is None


def test_one_of_several_applicants_is_meant_by_his_name(talk: Talk) -> None:
    _, one, other = talk(
        "甲公司在亭湖办全国性AI峰会花了100万，乙公司在盐都办全国性AI展会花了60万，分别补多少",
        "甲如果花120万呢",
        "那乙呢",
    )
    assert _amounts(one, "national-event") == [("360000", "360000")]
    assert _amounts(other, "national-event") == [("180000", "180000")]


@pytest.mark.parametrize("name", ["博士团队", "博士后团队", "引进的教授团队", "正高专家团队"])
def test_a_noun_names_the_award_that_its_description_does_not(talk: Talk, name: str) -> None:
    assert [result.award_id for result in talk(f"{name}能资助多少")[0].awards] == ["talent-team"]


@pytest.mark.parametrize(
    "insured", ["头回在盐城缴社保", "第一次在盐城参保", "从来没在盐城交过社保", "社保是头一次交"]
)
def test_first_insured_in_any_words(talk: Talk, insured: str) -> None:
    answer = talk(f"亭湖事业单位全职新引进的正高，{insured}，补多少")[0]
    assert [result.eligibility for result in answer.awards] == ["eligible"]


@pytest.mark.parametrize(
    "wish",
    [
        "申报表里的营收能不能写高一点",
        "合同金额往大了写行不行",
        "凑几个人头当博士可以吗",
        "把兼职写成全职报上去",
        "会议费的发票多开一点",
        "参数量编一个数交上去",
    ],
)
def test_help_with_false_papers_is_refused(talk: Talk, wish: str) -> None:
    assert talk(wish)[0].status == "out_of_scope"


@pytest.mark.parametrize("threshold", ["注册资本", "成立年限", "纳税额", "员工人数", "年龄"])
def test_a_requirement_that_the_text_does_not_have(talk: Talk, threshold: str) -> None:
    answer = talk(f"申请首台套对{threshold}有要求吗")[0]
    assert answer.status == "not_specified"
    assert "没有写" in answer.answer


@pytest.mark.parametrize(
    ("foreign", "award_id", "high"),
    [
        ("how much subsidy for a national AI expo costing 1 million yuan", "national-event", "300000"),
        ("We are a private company, hired three full-time PhDs, how much?", "private-phd", "2400000"),
        ("guojiaji dianxing anli duoshao qian", "typical-case", "500000"),
        ("shengji shifan yuanqu jiangli duoshao", "demo-park", "500000"),
        ("first set equipment两台，补多少", "first-set-equipment", "1000000"),
    ],
)
def test_english_and_pinyin(talk: Talk, foreign: str, award_id: str, high: str) -> None:
    answer = talk(foreign)[0]
    assert [amount[1] for amount in _amounts(answer, award_id)] == [high]


def test_a_short_name_of_several_places_is_asked_back(talk: Talk) -> None:
    asked, told = talk("我们在高新区，首台套省里认定了，补多少", "盐南的")
    assert [q.choices for q in asked.questions if q.fact == "region"] == [("盐南高新区", "盐都区")]
    assert told.awards[0].eligibility == "eligible"


def test_what_cannot_be_added_is_not_nought(talk: Talk) -> None:
    assert "0元" not in talk("担保费和科技保险一共能补多少")[0].answer
