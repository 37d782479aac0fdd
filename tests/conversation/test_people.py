"""Talents, titles and doctors: whom a condition holds for, for how long, and what the text leaves open."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Talk


@pytest.mark.parametrize(
    "origin", ["本市另一家公司跳槽来的", "隔壁医院里跳过来的", "集团总部派过来的", "原来兼职，后来转正的"]
)
def test_new_or_not_is_left_open(talk: Talk, origin: str) -> None:
    (award,) = talk(f"我们民企的全日制博士是{origin}，全职，能拿吗")[0].awards
    assert award.eligibility == "unknown"
    assert "newly_recruited" in award.missing


def test_who_comes_from_elsewhere_is_new(talk: Talk) -> None:
    (award,) = talk("亭湖的民营公司从上海挖来一个全日制博士，全职，能拿吗")[0].awards
    assert award.eligibility == "eligible"


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ("同城跳槽的博士算不算新引进", "新引进"),
        ("劳务派遣的博士算全职吗", "全职"),
        ("社保迁出去再迁回来算首次吗", "首次"),
        ("留学回来的博士属于全日制吗", "全日制"),
    ],
)
def test_what_counts_as_a_condition_is_not_defined(talk: Talk, asked: str, word: str) -> None:
    answer = talk(asked)[0]
    assert f"怎样才算“{word}”" in answer.answer
    assert all(award.eligibility == "unknown" for award in answer.awards)


@pytest.mark.parametrize("asked", ["兼职的博士算不算全职", "退休返聘的正高算全职吗"])
def test_what_settles_a_condition_settles_it(talk: Talk, asked: str) -> None:
    answer = talk(asked)[0]
    assert [award.eligibility for award in answer.awards] == ["ineligible"]


@pytest.mark.parametrize(
    ("told", "amount"), [("副高干了20个月就走了", "4万元"), ("博士做了三年半辞职", "24万元")]
)
def test_what_the_time_until_leaving_comes_to(talk: Talk, told: str, amount: str) -> None:
    answer = talk(f"{told}，能拿多少")[0]
    assert answer.status == "not_specified"
    assert "中途离职" in answer.answer and amount in answer.answer


@pytest.mark.parametrize(
    "told", ["副高拿了一年后评上正高，再拿两年，一共多少", "正高第二年休产假半年，补贴还发吗"]
)
def test_what_changes_meanwhile_is_left_open(talk: Talk, told: str) -> None:
    answer = talk(told)[0]
    assert answer.status == "not_specified"
    assert "文件没有写" in answer.answer


@pytest.mark.parametrize(
    ("told", "high"),
    [
        ("正高从2026年1月领到2027年12月", "72000"),
        ("副高2026年3月入职，干到2027年2月", "24000"),
        ("博士2025年7月入职，到2027年12月底", "160000"),
    ],
)
def test_a_time_from_month_to_month(talk: Talk, told: str, high: str) -> None:
    assert talk(f"{told}能拿多少")[0].awards[0].amount.high == high


@pytest.mark.parametrize(
    ("told", "sums"),
    [
        ("三个博士，分别干了1年、2年、3年，一共多少", ["80000", "160000", "240000"]),
        ("副高两位，分别满12个月和30个月，一共多少", ["24000", "60000"]),
        ("引进5个人，2个正高，其余副高，满36个月一共多少", ["216000", "216000"]),
        ("正高1名副高2名，还有一个兼职的正高，都干24个月，一共多少", ["72000", "96000", "0"]),
    ],
)
def test_each_has_his_own(talk: Talk, told: str, sums: list[str]) -> None:
    assert [award.amount.high for award in talk(told)[0].awards] == sums


@pytest.mark.parametrize(
    ("asked", "quote", "high"),
    [("科研补贴是不是只给三年", "10年内给予", "800000"), ("博士补贴发五年吧", "10年内给予", "800000")],
)
def test_a_length_that_is_taken_for_granted(talk: Talk, asked: str, quote: str, high: str) -> None:
    answer = talk(asked)[0]
    assert quote in answer.answer
    assert answer.awards[0].amount.high == high


@pytest.mark.parametrize("asked", ["副高每月3000对吗", "省级的典型案例奖50万对吧"])
def test_the_figure_of_another_level(talk: Talk, asked: str) -> None:
    assert "不是这样" in talk(asked)[0].answer


@pytest.mark.parametrize("figure", ["30到100万", "30至100万", "30-100万"])
def test_the_lower_end_of_a_range_counts_nobody(talk: Talk, figure: str) -> None:
    (award,) = talk(f"高层次人才{figure}是怎么定的")[0].awards
    assert (award.amount.low, award.amount.high) == ("300000", "1000000")


def test_what_runs_longer_than_the_document(talk: Talk) -> None:
    answer = talk("博士那个十年一年八万，政策二七年底就到期了，后面几年还给不给")[0]
    assert {citation.clause_id for citation in answer.citations} >= {"8", "supplementary"}


def test_whoever_asks_for_his_own(talk: Talk) -> None:
    answer = talk("我儿子今年硕士毕业，想回盐城，有啥补贴")[0]
    assert [award.award_id for award in answer.awards] == ["graduate"]


@pytest.mark.parametrize(
    ("told", "persons"),
    [
        ("硕士3个博士2个，民企", 2),
        ("民企引进4个博士，有一个还没毕业，其余都全日制", 3),
        ("夫妻两口子都是博士，同在民企", 2),
    ],
)
def test_how_many_count(talk: Talk, told: str, persons: int) -> None:
    assert talk(f"{told}，一年能拿多少")[0].awards[0].amount.high == str(80000 * persons)


def test_where_somebody_works_is_no_seat(talk: Talk) -> None:
    (award,) = talk("我们是射阳的企业，博士在亭湖的研发中心上班，能拿吗")[0].awards
    assert award.eligibility == "ineligible"


def test_a_minority_owns_no_firm(talk: Talk) -> None:
    assert talk("我们公司外资占49%，引进博士可以吗")[0].awards[0].eligibility == "unknown"
    assert talk("我们公司外资占51%，引进博士可以吗")[0].awards[0].eligibility == "ineligible"


@pytest.mark.parametrize(
    ("asked", "said"),
    [("正高拿3000副高拿2500对吗", "2500，文件里没有这个数"), ("博士是不是每人每年10万", "10万不是这里")],
)
def test_a_figure_that_is_not_the_clause_s(talk: Talk, asked: str, said: str) -> None:
    assert said in talk(asked)[0].answer


def test_a_weak_name_beside_another(talk: Talk) -> None:
    awards = talk("人才补贴和首台套奖励可以都拿吗")[0].awards
    assert {award.award_id for award in awards} == {"talent-individual", "first-set-equipment"}


def test_whoever_a_local_firm_took_from_elsewhere_is_new(talk: Talk) -> None:
    (award,) = talk("全日制博士，从南京被盐都一家民企招过来，全职，能拿吗")[0].awards
    assert award.eligibility == "eligible"
