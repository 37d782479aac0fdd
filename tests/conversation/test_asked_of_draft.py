"""What is asked of the draft, of certificates from elsewhere, of running costs, and of who is paid."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Talk


@pytest.mark.parametrize(
    "question",
    [
        "征求意见什么时候结束",
        "我们协会想提修改意见，通过什么渠道",
        "意见反馈给哪个单位",
        "正式稿什么时候出",
        "我想对第八条提点建议，找谁",
        "听说在征集意见，我们企业怎么参与",
    ],
)
def test_the_text_says_nothing_of_its_consultation(talk: Talk, question: str) -> None:
    answer = talk(question)[-1]
    assert answer.status == "not_specified"
    assert [citation.clause_id for citation in answer.citations[:1]] == ["supplementary"]


@pytest.mark.parametrize("question", ["这个政策有效期多久", "现在是草案还是正式文件", "政策到什么时候截止"])
def test_how_long_it_holds_is_answered_as_ever(talk: Talk, question: str) -> None:
    assert talk(question)[-1].status == "answered"


@pytest.mark.parametrize(
    "question",
    [
        "四川的副主任医师证，来了要不要重新评",
        "我的正高是陕西省发的，盐城还认吧",
        "湖北的职称证书转到江苏要重评吗",
        "海外博士学历需不需要教育部认证",
        "北京的高层次人才认定，在盐城要重新评审吗",
    ],
)
def test_what_another_place_certified_is_left_open(talk: Talk, question: str) -> None:
    answer = talk(question)[-1]
    assert answer.status == "not_specified"
    assert "8" in {citation.clause_id for citation in answer.citations}


def test_a_rule_that_says_who_certifies_settles_it(talk: Talk) -> None:
    answer = talk("安徽省认定的首台套，江苏这边认吗")[-1]
    assert [award.eligibility for award in answer.awards] == ["ineligible"]


@pytest.mark.parametrize(
    "question",
    [
        "我们开发行业大模型，机房电费有支持吗",
        "做首版次软件的公司，办公室租金能补吗",
        "人工智能企业税收有没有优惠",
    ],
)
def test_running_costs_are_no_award(talk: Talk, question: str) -> None:
    answer = talk(question)[-1]
    assert answer.status in ("out_of_scope", "not_specified")
    assert not answer.awards


def test_rent_of_computing_power_is_a_voucher(talk: Talk) -> None:
    assert [award.award_id for award in talk("租算力的租金能补吗")[-1].awards] == ["compute-voucher"]


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("场景奖励最后归医院还是归开发商", "2"),
        ("算力券的补助对象是哪一方", "2"),
        ("示范园区的钱给园区还是给园区里的企业", "9"),
    ],
)
def test_who_is_paid_stands_in_the_clause(talk: Talk, question: str, clause: str) -> None:
    answer = talk(question)[-1]
    assert answer.status == "answered"
    assert clause in {citation.clause_id for citation in answer.citations}


@pytest.mark.parametrize("kind", ["我们是医院，也行吧？", "外资企业也能用吗", "事业单位也算吧"])
def test_a_kind_of_applicant_is_asked_of_after_an_amount_left_open(talk: Talk, kind: str) -> None:
    first, then = talk("算力券补多少", kind)
    assert first.status == "not_specified"
    assert then.status in ("answered", "needs_input")


@pytest.mark.parametrize(
    "question",
    ["市级先导区有没有奖", "市里授牌的智能产业样板区，有一次性的钱吗", "市级数字经济样板园区，给多少"],
)
def test_a_park_by_another_name_is_a_park_of_its_level(talk: Talk, question: str) -> None:
    assert [(a.award_id, a.eligibility) for a in talk(question)[-1].awards] == [("demo-park", "ineligible")]
