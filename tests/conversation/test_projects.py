"""Several projects of one applicant: each has its awards, and a change of one leaves the others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.contract import Answer

Talk = Callable[..., list[Answer]]


def _total(answer: Answer) -> tuple[str, str] | None:
    return (answer.total.low, answer.total.high) if answer.total else None


@pytest.mark.parametrize(
    ("told", "total"),
    [
        ("A项目首台套省认定2台，B项目首版次软件省级1个，合计封顶多少", ("0", "1300000")),
        ("项目一是首台套1台省认定；项目二也是首台套，3台省认定。合计最高多少", ("0", "2000000")),
        ("我们有甲乙两个项目，甲是省首台套1台，乙是国家级先进计算典型案例，一共多少", ("500000", "1000000")),
        ("第一个项目是国家级先进计算典型案例，第二个项目是省级首版次软件，合计多少", ("500000", "800000")),
        (
            "甲项目有省首台套1台，还入选了省级先进计算典型案例，乙项目是省级首版次软件1个，一共多少",
            ("100000", "800000"),
        ),
    ],
)
def test_projects_are_no_firms(talk: Talk, told: str, total: tuple[str, str]) -> None:
    answer = talk("亭湖民企，" + told)[0]
    assert _total(answer) == total


def test_a_change_of_one_project(talk: Talk) -> None:
    answers = talk(
        "亭湖民企，A项目首台套省认定1台，B项目首台套省认定3台，合计最高多少",
        "B项目其实只有2台",
    )
    assert [_total(answer) for answer in answers] == [("0", "2000000"), ("0", "1500000")]


@pytest.mark.parametrize(
    ("change", "total"),
    [("正高换成3名呢", "540000"), ("副高只有一个的话", "288000"), ("副高再加两个呢", "576000")],
)
def test_a_change_of_one_kind_of_people(talk: Talk, change: str, total: str) -> None:
    answers = talk("事业单位在盐都，全职新引进正高2名副高3名，首次在盐参保正常缴费，3年合计多少", change)
    assert _total(answers[1]) == (total, total)


def test_one_project_after_all(talk: Talk) -> None:
    answers = talk(
        "亭湖民企，省认定首台套1台，另外一个项目入选省级先进计算典型案例，一共多少",
        "要是这两样其实是同一个项目呢",
    )
    assert [_total(answer) for answer in answers] == [("100000", "600000"), ("100000", "500000")]


def test_a_project_that_is_given_up(talk: Talk) -> None:
    answers = talk(
        "大丰民企有甲乙丙三个项目，甲是省首台套1台，乙是省级首版次软件1个，丙是国家级先进计算典型案例，一共多少",
        "乙项目不报了，剩下的一共多少",
        "丙改成省级的呢",
    )
    assert [_total(answer) for answer in answers] == [
        ("500000", "1300000"),
        ("500000", "1000000"),
        ("100000", "600000"),
    ]
