"""A place that says where somebody comes from, or who certified, is no question about its policy."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Talk

_PLACES = ("上海", "杭州", "南京", "广东")


@pytest.mark.parametrize("place", _PLACES)
@pytest.mark.parametrize("how", ["{}大厂出来的", "从{}过来的", "{}高校毕业的", "{}那边挖来的"])
def test_where_people_come_from(talk: Talk, place: str, how: str) -> None:
    answer = talk(f"引进的高层次人才有3个人，几个都是{how.format(place)}，全职，能补多少")[0]
    assert [award.award_id for award in answer.awards] == ["talent-individual"]
    assert answer.awards[0].amount.high == "3000000"


@pytest.mark.parametrize("place", _PLACES)
@pytest.mark.parametrize(
    "how", ["只有{}给认定的", "{}发的证书", "是{}有关部门评的", "{}评过了", "{}颁发了证书"]
)
def test_certified_by_another_place_only(talk: Talk, place: str, how: str) -> None:
    answer = talk(f"我们首台套{how.format(place)}，能拿吗")[0]
    assert [award.eligibility for award in answer.awards] == ["ineligible"]


@pytest.mark.parametrize("place", _PLACES)
def test_what_another_place_certified_is_left_out(talk: Talk, place: str) -> None:
    answer = talk(f"首版次有两款江苏省认定的，有一款只有{place}认定，{place}那款不算进来，能补多少")[0]
    assert answer.awards[0].amount.high == "600000"


@pytest.mark.parametrize("place", _PLACES)
@pytest.mark.parametrize(
    "asked",
    [
        "{}的政策怎么样",
        "{}那边补多少",
        "听说{}首台套也补",
        "{}发了政策给100万，我们能拿吗",
        "{}那个政策给多少",
    ],
)
def test_the_policy_of_another_place_is_refused(talk: Talk, place: str, asked: str) -> None:
    answer = talk(asked.format(place))[0]
    assert answer.status == "out_of_scope"
    assert "没有收录" in answer.answer


@pytest.mark.parametrize("whom", ["我", "租户", "朋友"])
@pytest.mark.parametrize("verb", ["做一份", "弄一张", "搞个"])
@pytest.mark.parametrize("paper", ["首台套认定证书", "省级认定文件", "园区批文"])
def test_papers_are_not_made(talk: Talk, whom: str, verb: str, paper: str) -> None:
    answer = talk("首台套能补多少", f"帮{whom}{verb}{paper}")[1]
    assert "造假" in answer.answer
    assert answer.awards == ()


@pytest.mark.parametrize("whose", ["我老婆", "亲戚", "我弟弟", "朋友"])
@pytest.mark.parametrize("how", ["用{}的公司把同一个项目再报一遍", "同一个项目拿{}的公司再申请一次"])
def test_no_second_applicant_for_one_project(talk: Talk, whose: str, how: str) -> None:
    answer = talk(f"{how.format(whose)}行不行")[0]
    assert "就高不重复" in answer.answer
    assert "supplementary" in {citation.clause_id for citation in answer.citations}


@pytest.mark.parametrize("matter", ["低保", "居住证", "驾驶证", "排污许可证"])
@pytest.mark.parametrize("asked", ["{}怎么申请", "{}要什么条件"])
def test_another_matter_is_no_follow_up(talk: Talk, matter: str, asked: str) -> None:
    assert talk(asked.format(matter))[0].status == "out_of_scope"
    after = talk("首台套能补多少", asked.format(matter))[1]
    assert (after.status, after.awards) == ("out_of_scope", ())


@pytest.mark.parametrize("asked", ["怎么申请", "要什么材料", "要什么条件"])
def test_an_ask_alone_goes_on(talk: Talk, asked: str) -> None:
    answer = talk("首台套能补多少", asked)[1]
    assert [award.award_id for award in answer.awards] == ["first-set-equipment"]


@pytest.mark.parametrize("asked", ["十条分别管什么，一句话一条", "每条都是干嘛的", "全部条款各说一句"])
def test_every_clause_in_a_few_words_is_a_summary(talk: Talk, asked: str) -> None:
    answer = talk(asked)[0]
    assert answer.awards == ()
    assert all(f"第{number}条" in answer.answer for number in "一二三四五六七八九十")


@pytest.mark.parametrize(
    ("told", "shift", "shown"),
    [
        ("2027年12月31日", "晚一天呢", "2028年1月1日"),
        ("2027年12月31日", "如果第二天才报呢", "2028年1月1日"),
        ("2027年12月10日", "再过一个月才报呢", "2028年1月10日"),
        ("2028年1月1日", "早一天呢", "2027年12月31日"),
        ("2028年1月8日", "提前一周申报行不行", "2028年1月1日"),
    ],
)
def test_a_day_counted_from_the_one_told(talk: Talk, told: str, shift: str, shown: str) -> None:
    answer = talk(f"首版次打算{told}申报，能拿吗", shift)[1]
    assert f"按{shown}申报" in answer.answer
    assert (answer.awards[0].eligibility == "ineligible") == shown.startswith("2028")


def test_what_was_told_stays_the_day_that_is_counted_from(talk: Talk) -> None:
    answers = talk("首版次打算2027年12月31日申报，能拿吗", "晚一天呢", "早一天呢")
    assert "按2027年12月30日申报" in answers[2].answer


@pytest.mark.parametrize("city", ["无锡", "徐州", "连云港"])
@pytest.mark.parametrize(
    "told",
    [
        "我们从{}搬到亭湖，首台套在{}的时候省里就认定了",
        "首台套是在{}认定的，江苏省工信厅发的证书，公司现在搬来亭湖了",
        "在{}认定的省级首台套，厂子迁到亭湖了",
        "原来在{}，首台套那时候省里就认定了，后来整个搬到亭湖",
    ],
)
def test_the_own_province_certified_it_wherever_the_firm_was(talk: Talk, city: str, told: str) -> None:
    (award,) = talk(f"{told.replace('{}', city)}，能补多少")[0].awards
    assert (award.eligibility, award.amount.high) == ("eligible", "500000")


@pytest.mark.parametrize("city", ["合肥", "杭州"])
@pytest.mark.parametrize(
    "told", ["首台套在{}的时候省里认定的，现在搬到亭湖", "从{}搬到亭湖的，首台套那时候省里就认定了"]
)
def test_another_province_certified_it_back_then(talk: Talk, city: str, told: str) -> None:
    (award,) = talk(f"{told.format(city)}，能补多少")[0].awards
    assert award.eligibility == "ineligible"


@pytest.mark.parametrize("later", ["后来江苏省又认定了", "搬来盐都以后省厅又认了", "今年江苏也认定了"])
def test_certified_by_both_provinces(talk: Talk, later: str) -> None:
    (award,) = talk(f"首版次先是安徽省认定的，{later}，公司在盐都，能拿多少")[0].awards
    assert (award.eligibility, award.amount.high) == ("eligible", "300000")
