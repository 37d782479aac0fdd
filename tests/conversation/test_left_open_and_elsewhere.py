"""What the text leaves open, what other policies and levels deal with, and who is no cheat."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Talk


@pytest.mark.parametrize(
    ("message", "clause"),
    [
        ("我们是采购方，买回来的首台套装备有补贴吗", "1"),
        ("首台套是奖造设备的还是奖买设备的用户", "1"),
        ("首版次软件补的是开发商还是甲方", "1"),
        ("算力券的使用期限是多长", "2"),
        ("博士那8万从哪个月起算", "8"),
        ("团队资助在一百万到三百万之间怎么定档", "8"),
        ("基金进来要占多少股份啊", "7"),
        ("去年认定的首台套现在还能报吗", "1"),
        ("大专毕业生算不算优秀高校毕业生", "8"),
        ("应届生过来做算法，租房补贴一个月多少", "8"),
        ("硕士毕业来公司上班，安家费给几万", "8"),
    ],
)
def test_what_the_text_leaves_open_is_said_so_with_its_clause(talk: Talk, message: str, clause: str) -> None:
    answer = talk(message)[0]
    assert answer.status == "not_specified"
    assert clause in {citation.clause_id for citation in answer.citations}


def test_by_model_or_by_unit_is_answered_by_the_clause_alone(talk: Talk) -> None:
    answer = talk("首台套是按型号给还是按台数给")[0]
    assert not answer.questions
    assert any("每台（套）" in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    "message",
    [
        "工信部对首台套保险补偿是怎么补的",
        "省里对首版次软件另外有没有奖励",
        "射阳大闸蟹哪里有卖",
        "滨海到上海的长途车几点",
        "智能手表出口到非洲，外贸这块有没有奖励",
        "给博士分一套房子吗",
        "我们起草了一项行业标准，奖励多少",
        "五险一金单位部分能不能返还",
    ],
)
def test_other_levels_and_other_matters_are_out_of_scope(talk: Talk, message: str) -> None:
    answer = talk(message)[0]
    assert answer.status == "out_of_scope"
    assert not answer.awards


@pytest.mark.parametrize(
    ("message", "clause"),
    [
        ("省里认定的首台套市里给多少", "1"),
        ("国家级的典型案例奖多少", "2"),
        ("省里发过钱了，市里还能拿吗", "supplementary"),
        ("听说常州首台套给八十万，你们这给多少", "1"),
    ],
)
def test_a_level_of_our_own_support_is_no_policy_of_that_level(talk: Talk, message: str, clause: str) -> None:
    answer = talk(message)[0]
    assert answer.status != "out_of_scope"
    assert clause in {citation.clause_id for citation in answer.citations}


@pytest.mark.parametrize(
    "message",
    [
        "目前三个场景，再做两个凑够5个可以吗",
        "再追加一场论坛，费用凑到一百七十万能顶格吗",
        "准备再训大一点凑够一百亿参数",
    ],
)
def test_work_still_to_be_done_is_no_cheating(talk: Talk, message: str) -> None:
    assert "造假" not in talk(message)[0].answer


@pytest.mark.parametrize("message", ["实际三个场景，报表上写成五个", "人没来上班，全职合同先补一份"])
def test_cheating_is_still_refused(talk: Talk, message: str) -> None:
    assert "造假" in talk(message)[0].answer


def test_what_is_lacking_is_not_counted(talk: Talk) -> None:
    answer = talk("特色行业大模型还差一个场景，能报吗")[0]
    assert all(award.eligibility != "ineligible" for award in answer.awards)


def test_another_city_in_the_middle_is_nobody_s_seat(talk: Talk) -> None:
    answers = talk("首台套省里认定了两台", "对了常州首台套补多少", "那我们这两台最多多少")
    assert answers[1].status == "out_of_scope"
    assert str(answers[2].awards[0].amount.high) == "1000000"


def test_the_weather_of_a_district_is_no_venue(talk: Talk) -> None:
    answers = talk("承办全国性AI峰会花了90万", "帮我看下明天大丰天气", "费用改成100万呢")
    assert answers[1].status == "out_of_scope"
    assert str(answers[2].awards[0].amount.high) == "300000"


def test_where_a_firm_would_go_with_the_money_is_not_its_seat(talk: Talk) -> None:
    answer = talk("拿到首台套的钱以后公司搬到常州，要还吗")[0]
    assert answer.status == "not_specified"
    assert all(award.eligibility != "ineligible" for award in answer.awards)


@pytest.mark.parametrize("message", ["上回你说我能拿90万", "昨天客服小李答应给我们八十万"])
def test_what_is_said_to_have_been_told_is_not_confirmed(talk: Talk, message: str) -> None:
    answer = talk(message)[0]
    assert answer.status == "needs_input"
    assert "没有以前通话" in answer.answer


def test_a_figure_that_is_asked_for_is_no_premise(talk: Talk) -> None:
    assert "几万" not in talk("担保费资助最高几万")[0].answer
