"""One fact told in many ways: what an office decided, who the applicant is, how a talent works."""

from __future__ import annotations

import pytest

from assistant.contract import Answer
from tests.conversation.conftest import Talk


def _judged(answer: Answer, award_id: str) -> tuple[str, str | None]:
    result = next(result for result in answer.awards if result.award_id == award_id)
    return result.eligibility, result.amount.high


@pytest.mark.parametrize(
    "told",
    [
        "名字在省工信厅公布的名单里头",
        "列入了江苏省工业和信息化厅印发的认定名单",
        "省里公示名单上有，公示期也过了",
        "省厅批文下来了",
        "江苏省的证书已经发到手了",
        "省里发的红头文件上有我们",
    ],
)
def test_being_on_the_list_of_an_office_is_being_recognised(talk: Talk, told: str) -> None:
    answer = talk(f"我们大丰的厂子，首台套一台，{told}，能给多少")[0]
    assert _judged(answer, "first-set-equipment") == ("eligible", "500000")


@pytest.mark.parametrize(
    "told",
    [
        "去年省里没批下来",
        "工信厅那边一直没给认定",
        "报到省里被刷下来了",
        "省里落榜了",
        "就市里认了，省里没报上",
    ],
)
def test_an_office_that_refused_has_not_recognised(talk: Talk, told: str) -> None:
    answer = talk(f"我们大丰的厂子，首台套一台，{told}，能给多少")[0]
    assert _judged(answer, "first-set-equipment") == ("ineligible", "0")


@pytest.mark.parametrize(
    "told",
    [
        "国家级的没评上，省级的评上了",
        "工信部那份名单我们没进去，省厅的进了",
        "报的国家级，结果国家没批，省里给了",
    ],
)
def test_a_denied_level_leaves_the_other(talk: Talk, told: str) -> None:
    answer = talk(f"盐都民企，先进计算典型案例，{told}，奖多少")[0]
    assert _judged(answer, "typical-case") == ("eligible", "100000")


@pytest.mark.parametrize(
    "employer",
    [
        "市属集团下面的子公司",
        "国资控股的公司",
        "我们公司国有股占大头",
        "城投的子公司",
        "我们厂国资占股六成",
        "市国资委下面的全资公司",
        "国有持股51%的公司",
        "外商独资公司",
        "德资企业",
    ],
)
def test_who_owns_a_firm_says_that_it_is_not_private(talk: Talk, employer: str) -> None:
    answer = talk(f"{employer}，亭湖的，全职新引进一个全日制博士，有没有科研补贴")[0]
    assert _judged(answer, "private-phd") == ("ineligible", "0")


@pytest.mark.parametrize(
    "employer",
    [
        "私人老板的厂",
        "我跟朋友合伙开的公司",
        "家族企业",
        "国资只占两成的民营企业",
        "我一个人开的公司",
        "民企，和东南大学合作",
    ],
)
def test_a_firm_in_private_hands(talk: Talk, employer: str) -> None:
    answer = talk(f"{employer}，亭湖的，全职新引进一个全日制博士，十年多少")[0]
    assert _judged(answer, "private-phd") == ("eligible", "800000")


@pytest.mark.parametrize(
    "employer", ["公立医院", "乡镇卫生院", "公办学校", "市一院", "区图书馆", "师范学院（事业单位）"]
)
def test_an_institution_of_the_public(talk: Talk, employer: str) -> None:
    answer = talk(f"{employer}，盐都的，全职新引进正高一名，首次在盐参保，三年多少")[0]
    assert _judged(answer, "professional-title") == ("eligible", "108000")


@pytest.mark.parametrize(
    ("told", "eligibility"),
    [
        ("每个月来几天", "ineligible"),
        ("周末才过来", "ineligible"),
        ("他在那边还没离职", "ineligible"),
        ("偶尔过来指导", "ineligible"),
        ("已经从原单位辞职过来了", "eligible"),
        ("签了五年劳动合同", "eligible"),
        ("人事关系都转过来了", "eligible"),
    ],
)
def test_how_somebody_works_here(talk: Talk, told: str, eligibility: str) -> None:
    answer = talk(f"亭湖企业从杭州请的高层次人才，{told}，评审通过，能拿多少")[0]
    assert _judged(answer, "talent-individual")[0] == eligibility


@pytest.mark.parametrize(
    ("told", "eligibility"),
    [
        ("脱产读出来的", "eligible"),
        ("全日制毕业", "eligible"),
        ("边上班边念的", "ineligible"),
        ("在职读的", "ineligible"),
        ("半脱产读的", "ineligible"),
    ],
)
def test_how_a_doctorate_was_earned(talk: Talk, told: str, eligibility: str) -> None:
    answer = talk(f"民企，大丰，全职新招一个博士，{told}，有没有补贴")[0]
    assert _judged(answer, "private-phd")[0] == eligibility


@pytest.mark.parametrize(
    ("told", "eligibility"),
    [
        ("我们挂帅", "eligible"),
        ("任务书上第一承担单位写的我们", "eligible"),
        ("牵头的是我们", "eligible"),
        ("是东南大学挂帅，我们打下手", "ineligible"),
        ("我们只承担一个子课题", "ineligible"),
        ("我们是第二单位", "ineligible"),
    ],
)
def test_who_leads_a_programme(talk: Talk, told: str, eligibility: str) -> None:
    answer = talk(f"亭湖的公司，省科技重大专项，{told}，配套多少")[0]
    assert _judged(answer, "rd-matching")[0] == eligibility


@pytest.mark.parametrize("told", ["市里没拿一分钱", "自负盈亏市场化运作", "财政没包", "没用财政的钱"])
def test_an_event_that_the_city_did_not_pay(talk: Talk, told: str) -> None:
    answer = talk(f"亭湖企业，全国性人工智能展会，市区办，花了100万，{told}，补多少")[0]
    assert _judged(answer, "national-event") == ("eligible", "300000")


@pytest.mark.parametrize("told", ["费用全是市财政兜底的", "市里全包了", "财政一次性包干"])
def test_an_event_that_the_city_paid(talk: Talk, told: str) -> None:
    answer = talk(f"亭湖企业，全国性人工智能展会，市区办，花了100万，{told}，补多少")[0]
    assert _judged(answer, "national-event") == ("ineligible", "0")


def test_a_talent_from_a_county_of_the_city_is_no_newcomer(talk: Talk) -> None:
    for county in ("射阳", "建湖", "滨海"):
        answer = talk(f"{county}过来的高层次人才，全职，评审过了，我们在亭湖，给多少")[0]
        assert _judged(answer, "talent-individual") == ("ineligible", "0")


def test_a_firm_from_elsewhere_is_judged_by_its_seat(talk: Talk) -> None:
    answer = talk("苏州的会展公司，在盐城市区办全国AI峰会，200万，没有财政包干，能拿不")[0]
    assert _judged(answer, "national-event") == ("ineligible", "0")


@pytest.mark.parametrize(
    ("typed", "award_id", "high"),
    [
        (
            "women zai dafeng, shoutaitao yi tai, jiangsu sheng rending le, duoshao qian",
            "first-set-equipment",
            "500000",
        ),
        (
            "tinghu gongsi, guojia keji zhongda zhuanxiang women qiantou, peitao duoshao",
            "rd-matching",
            "10000000",
        ),
        (
            "gainian yanzheng zhongxin, zai tinghu, nian fuwufei sanbai wan, bu duoshao",
            "proof-of-concept-center",
            "600000",
        ),
        (
            "shengji shifan yuanqu chuangjian chenggong le, zai yannan gaoxinqu, duoshao",
            "demo-park",
            "500000",
        ),
    ],
)
def test_a_whole_message_in_pinyin(talk: Talk, typed: str, award_id: str, high: str) -> None:
    assert _judged(talk(typed)[0], award_id) == ("eligible", high)


def test_asking_whether_it_is_right_corrects_nothing(talk: Talk) -> None:
    answer = talk("亭湖企业，全国AI峰会市区办，花了0.1kw，没包干，我算25万对不对")[0]
    assert _judged(answer, "national-event") == ("eligible", "300000")


def test_guests_from_elsewhere_are_no_venue(talk: Talk) -> None:
    answer = talk("亭湖企业，全国人工智能大会，来的嘉宾都是北京的，市区办，花了60万，没包干，补多少")[0]
    assert _judged(answer, "national-event") == ("eligible", "180000")


@pytest.mark.parametrize(
    "told",
    ["国家级没过，省级过了", "省里批了我们，国家那块没成", "省级评上了，国家级的落选了"],
)
def test_what_failed_at_one_level_holds_at_the_other(talk: Talk, told: str) -> None:
    answer = talk(f"亭湖的人工智能示范园区，{told}，给多少")[0]
    assert _judged(answer, "demo-park") == ("eligible", "500000")


def test_numbers_behind_what_they_count(talk: Talk) -> None:
    answer = talk("民企盐南，全职新招，在职博士2名全日制博士1名，五年多少")[0]
    assert _judged(answer, "private-phd") == ("eligible", "400000")


@pytest.mark.parametrize(
    ("told", "high"),
    [
        ("三台省里认定了，还有一台在申报", "1500000"),
        ("两台，省里认定了一台，另一台还在排队", "500000"),
        ("一共四台，江苏认定了三台，还有一台待批", "1500000"),
    ],
)
def test_what_is_on_its_way_does_not_count_yet(talk: Talk, told: str, high: str) -> None:
    answer = talk(f"亭湖公司，首台套{told}，最多多少")[0]
    assert _judged(answer, "first-set-equipment") == ("eligible", high)


@pytest.mark.parametrize("told", ["评审过了2个", "评审只过了2个", "通过评审的2个"])
def test_something_else_said_of_fewer_is_said_of_some(talk: Talk, told: str) -> None:
    answer = talk(f"高层次人才3人，全职，外地来的，{told}，亭湖，合计多少")[0]
    assert _judged(answer, "talent-individual") == ("eligible", "2000000")


@pytest.mark.parametrize(
    ("told", "eligibility"),
    [("国资占49%民资占51%的公司", "eligible"), ("台湾老板独资的厂", "ineligible")],
)
def test_whose_shares_are_more(talk: Talk, told: str, eligibility: str) -> None:
    answer = talk(f"{told}，盐都，全职新招全日制博士一名，有没有补贴")[0]
    assert _judged(answer, "private-phd")[0] == eligibility


def test_one_model_is_no_scene(talk: Talk) -> None:
    answer = talk("我们只有一个大模型，150亿参数，落地了，典型应用场景有6个，盐南，够条件不")[0]
    assert _judged(answer, "industry-model")[0] == "eligible"


def test_what_is_so_of_some_of_a_team_is_asked(talk: Talk) -> None:
    answer = talk("亭湖的团队，一半人原来就在盐城，核心从西安过来，全职，评审通过，补多少")[0]
    assert _judged(answer, "talent-team") == ("unknown", "3000000")
