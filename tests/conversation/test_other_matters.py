"""What is asked of the document beside its supports, and one that is named though its kind rules it out."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Talk


@pytest.mark.parametrize(
    "wish",
    [
        "合资企业想申请博士的10年补贴",
        "国有企业想申请引进博士每年8万那项",
        "我们外企想申请全日制博士的科研补贴",
    ],
)
def test_a_named_award_is_told_to_be_ruled_out_and_alone(talk: Talk, wish: str) -> None:
    answer = talk(wish)[0]
    assert [(a.award_id, a.eligibility) for a in answer.awards] == [("private-phd", "ineligible")]


def test_beside_what_else_there_is_the_named_award_comes_first_with_its_reason(talk: Talk) -> None:
    answer = talk("国有控股公司，博士来了，能申请什么科研补贴不")[0]
    assert answer.answer.startswith("**民营企业博士科研补贴：按您说的情况，不符合这一项。**")


@pytest.mark.parametrize(
    ("wish", "clauses"),
    [
        ("市科技局一共负责哪几条", {"4", "7", "8", "9"}),
        ("财政局的责任条款全部列出", {"7", "10"}),
        ("哪几条归数据局管", {"3", "5", "6", "9"}),
        ("财政局和工信局都负责的有哪几条", {"7", "10"}),
    ],
)
def test_every_article_of_an_office(talk: Talk, wish: str, clauses: set[str]) -> None:
    answer = talk(wish)[0]
    assert {c.clause_id for c in answer.citations} == clauses
    assert f"共{len(clauses)}条" in answer.answer


@pytest.mark.parametrize(
    "wish",
    [
        "我们打算2028年3月办一场全国性AI博览会，花了200万，这政策还管用吗",
        "首版次软件预计2028年上半年认定下来，那会儿还能拿30万吗",
        "我们园区2029年才能创成国家级示范园区，还补100万不",
    ],
)
def test_what_is_planned_behind_the_end_is_not_supported(talk: Talk, wish: str) -> None:
    answer = talk(wish)[0]
    assert [a.eligibility for a in answer.awards] == ["ineligible"]
    assert "supplementary" in {c.clause_id for c in answer.citations}


def test_until_when_something_lasts_is_no_day_of_application(talk: Talk) -> None:
    assert talk("合同签到2029年，博士现在到岗，还能享受10年吗")[0].awards[0].eligibility != "ineligible"


@pytest.mark.parametrize("wish", ["那到什么时候为止", "啥时候结束呢", "哪天截止啊"])
def test_until_when_it_runs(talk: Talk, wish: str) -> None:
    answer = talk("这个政策现在生效了吗", wish)[-1]
    assert "2027年12月31日" in answer.answer and answer.status == "answered"


@pytest.mark.parametrize("wish", ["民营企业怎么认定", "怎么才算民企？", "AI企业的认定标准是什么"])
def test_how_a_kind_of_firm_is_told_is_not_written(talk: Talk, wish: str) -> None:
    answer = talk(wish)[0]
    assert answer.status == "not_specified" and not answer.awards


@pytest.mark.parametrize(
    "wish",
    [
        "材料交上去三个月了没人理",
        "办事人员态度太差了",
        "申报都半年了，一点消息没有",
        "打电话一直没人接，你们怎么回事",
    ],
)
def test_complaints_are_told_whom_to_ask(talk: Talk, wish: str) -> None:
    answer = talk(wish)[0]
    assert answer.status == "not_specified" and "12345" in answer.answer and not answer.awards


@pytest.mark.parametrize("wish", ["那东台自己有政策吗", "东台本地的办法在哪能看到"])
def test_what_a_county_has_of_its_own_is_not_in_the_document(talk: Talk, wish: str) -> None:
    answer = talk("东台的企业能享受吗", wish)[-1]
    assert answer.status == "not_specified" and "没有收录东台市的政策" in answer.answer


@pytest.mark.parametrize("wish", ["首台套还在申报认定，可以先拿点钱吗", "园区还在创建中，能不能先给一部分"])
def test_nothing_is_written_of_paying_beforehand(talk: Talk, wish: str) -> None:
    assert talk(wish)[0].status == "not_specified"


@pytest.mark.parametrize(
    "message",
    ["人工智能的政策要在哪个网站上填", "AI补贴网上在哪报呀，有链接没有", "人工智能加的奖补归哪个部门管"],
)
def test_what_is_asked_of_the_document_itself_is_in_scope(message: str, talk: Talk) -> None:
    (reply,) = talk(message)
    assert reply.status != "out_of_scope"


def test_another_citys_document_is_still_out_of_scope(talk: Talk) -> None:
    (reply,) = talk("苏州的人工智能政策在哪个网站报")
    assert reply.status == "out_of_scope"
