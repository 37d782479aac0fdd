"""Groups, further awards and yearly figures that are told one after the other, and one of them put right."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Talk

_SENIOR = "盐都区事业单位新引进2名正高职称的AI人才，全职，社保首次在盐交"
_SETS = "大丰企业首台套5台，江苏省都认定了"


@pytest.mark.parametrize(
    ("told", "then", "high"),
    [
        ("亭湖的概念验证中心，2024年服务费200万，2025年300万", "2025年的说错了，应该是250万", "900000"),
        ("概念验证中心，前年服务费500万，去年700万", "不对，去年不是700万，是300万", "1600000"),
        ("概念验证中心，前年服务费50万，去年60万", "60万记错了，其实是90万", "280000"),
        ("概念验证中心，第一年服务费300万，第二年350万，第三年200万", "第二年不是350，是150", "1300000"),
        ("概念验证中心，三年服务费分别是100万、200万、300万", "中间那年不是200万，是250万", "1300000"),
        ("概念验证中心，去年和今年的服务费分别是100万和220万", "去年的搞错了，是160万", "760000"),
    ],
)
def test_one_of_several_years_changes_alone(talk: Talk, told: str, then: str, high: str) -> None:
    assert talk(told, then)[-1].awards[0].amount.high == high


@pytest.mark.parametrize(
    ("told", "then", "high"),
    [
        (_SETS, "我记错了，4台，还有1台没认定下来", "2000000"),
        (_SETS, "不是5台，是3台，另外有一台没认上", "1500000"),
        (_SETS, "其中1台没过", "2000000"),
        ("盐南民企引进3个全日制博士，全职新引进", "不是3个，是2个，另外一个是在职读的", "1600000"),
    ],
)
def test_a_corrected_number_is_what_counts(talk: Talk, told: str, then: str, high: str) -> None:
    assert talk(told, then)[-1].awards[0].amount.high == high


@pytest.mark.parametrize(
    ("told", "then", "asked", "high"),
    [
        (_SENIOR, "同样的条件，副高3个", "五个人加起来一共多少", "432000"),
        (_SENIOR, "副高的4位，条件一样", "6个人总共多少钱", "504000"),
        ("亭湖企业，3台首台套江苏省认定了", "还有2个首版次软件省级认定的", "5个一共最多多少", "2100000"),
    ],
)
def test_all_together_are_the_groups_told(talk: Talk, told: str, then: str, asked: str, high: str) -> None:
    total = talk(told, then, asked)[-1].total
    assert total is not None and total.high == high


def test_so_many_as_were_not_told_are_no_groups(talk: Talk) -> None:
    total = talk(_SENIOR, "同样的条件，副高3个", "7个人加起来一共多少")[-1].total
    assert total is not None and total.high == "504000"


@pytest.mark.parametrize(
    ("told", "then", "low", "high"),
    [
        (
            "我们盐都企业有2台省里认定的首台套",
            "另外还有一个首版次软件，是另一个项目的，江苏省认定过，一共多少",
            "0",
            "1300000",
        ),
        (
            "盐都民企引进了一个全日制博士，全职新引进",
            "另外还有一个市外引进的高层次人才，全职的评审过了，不同项目，加一起多少",
            "1100000",
            "1800000",
        ),
        (
            "亭湖的企业办了全国性AI峰会，在亭湖办的，花了100万，不是财政包干",
            "此外还有一套首台套设备，省里认定的，不是同一个项目，总共能拿多少",
            "300000",
            "800000",
        ),
    ],
)
def test_what_comes_beside_is_no_more_of_the_first(
    talk: Talk, told: str, then: str, low: str, high: str
) -> None:
    total = talk(told, then)[-1].total
    assert total is not None and (total.low, total.high) == (low, high)
