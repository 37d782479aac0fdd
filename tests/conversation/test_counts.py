"""How many are counted: each once, however often and in whatever words it is mentioned."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.contract import Answer

Talk = Callable[..., list[Answer]]


def _high(answer: Answer, award_id: str) -> str | None:
    return next(award.amount.high for award in answer.awards if award.award_id == award_id)


@pytest.mark.parametrize("number", [1, 2, 4])
@pytest.mark.parametrize("lead", ["另外还有一个软件", "还有一个软件产品", "另有软件"])
@pytest.mark.parametrize(
    "end", ["不是同一个项目，两个加起来最多多少", "两项加起来多少", "两样是不同项目，一共多少"]
)
def test_a_thing_brought_up_and_then_counted_is_counted_once(
    talk: Talk, number: int, lead: str, end: str
) -> None:
    said = f"我们在亭湖，首台套江苏省认定1台，{lead}，首版次，江苏省认定{number}款，{end}"
    (answer,) = talk(said)
    assert _high(answer, "first-version-software") == str(300_000 * number), answer.answer
    assert _high(answer, "first-set-equipment") == "500000", answer.answer


@pytest.mark.parametrize("ordinal", ["头一", "首", "第一", "最后一", "上一"])
@pytest.mark.parametrize("number", [2, 3, 5])
def test_an_ordinal_is_no_count(talk: Talk, ordinal: str, number: int) -> None:
    (sets,) = talk(f"我们在亭湖，{ordinal}台首台套装备去年报的，江苏省认定了{number}台，能拿多少")
    assert _high(sets, "first-set-equipment") == str(500_000 * number), sets.answer
    (titles,) = talk(f"我们在亭湖，{ordinal}款软件是质检的，首版次软件省级认定了{number}款，能拿多少")
    assert _high(titles, "first-version-software") == str(300_000 * number), titles.answer


def test_a_step_after_what_was_counted_still_counts(talk: Talk) -> None:
    answers = talk("我们在亭湖，首台套江苏省认定2台，能拿多少", "再加一台")
    assert _high(answers[-1], "first-set-equipment") == "1500000", answers[-1].answer


_FORM = "我们注册在亭湖区，在亭湖区办全国性人工智能峰会，总费用100万，"


@pytest.mark.parametrize("label", ["市财政资金包干", "是否包干", "是否市财政资金包干", "财政包干（是/否）"])
@pytest.mark.parametrize("between", ["：", ":", "=", "： ", "为"])
@pytest.mark.parametrize(("value", "paid"), [("否", True), ("不是", True), ("没有", True), ("是", False)])
def test_a_yes_or_no_filled_in_behind_a_label_is_its_value(
    talk: Talk, label: str, between: str, value: str, paid: bool
) -> None:
    (answer,) = talk(f"{_FORM}{label}{between}{value}，能补多少")
    assert (_high(answer, "national-event") == "300000") is paid, answer.answer


@pytest.mark.parametrize("label", ["全职", "是否全职", "是否全职引进"])
def test_a_form_of_several_lines(talk: Talk, label: str) -> None:
    form = "亭湖民企，博士1人\n是否新引进：是\n{label}：{value}\n全日制：是\n满2年\n能补多少"
    (yes,) = talk(form.format(label=label, value="是"))
    (no,) = talk(form.format(label=label, value="否"))
    assert _high(yes, "private-phd") == "160000", yes.answer
    assert no.awards[0].eligibility == "ineligible", no.answer


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize(
    "correction",
    [
        "{name}搞错了 是{new}万 不是{old}万",
        "搞错了，不是{old}万，是{new}万",
        "更正：是{new}万，不是{old}万",
        "{name}写错了，是{new}万",
    ],
)
def test_a_corrected_part_of_a_cost_takes_its_place_only(talk: Talk, place: int, correction: str) -> None:
    parts = [("场地", 280_000), ("搭建", 195_000), ("嘉宾", 66_000)]
    told = "，".join(f"{name}{yuan / 10_000}万" for name, yuan in parts)
    name, old = parts[place]
    answers = talk(
        f"我们注册在亭湖区，在亭湖区办全国性人工智能峰会，自筹，{told}，能补多少",
        correction.format(name=name, old=old / 10_000, new=15.9),
    )
    whole = sum(yuan for _, yuan in parts) - old + 159_000
    assert _high(answers[-1], "national-event") == str(whole * 3 // 10), answers[-1].answer


_HOSPITAL = "我们是亭湖的公立医院，全职新引进，首次在盐缴社保："


@pytest.mark.parametrize(("first", "second"), [(24, 36), (12, 30), (36, 6)])
@pytest.mark.parametrize(
    "told",
    [
        "①正高2人，各{first}个月；②副高3人，各{second}个月",
        "正高2人，领{first}个月；副高3人，领{second}个月",
        "{first}个月的正高2人和{second}个月的副高3人",
    ],
)
def test_groups_with_a_length_of_their_own_are_worked_out_apart(
    talk: Talk, first: int, second: int, told: str
) -> None:
    (answer,) = talk(f"{_HOSPITAL}{told.format(first=first, second=second)}，一共多少")
    assert answer.total is not None
    assert answer.total.high == str(3000 * 2 * first + 2000 * 3 * second), answer.answer


def test_a_length_told_once_is_of_all_groups(talk: Talk) -> None:
    (answer,) = talk(f"{_HOSPITAL}正高2人，副高3人，各24个月，一共多少")
    assert answer.total is not None
    assert answer.total.high == str((3000 * 2 + 2000 * 3) * 24), answer.answer


@pytest.mark.parametrize("told", ["{a}人满2年，{b}人满3年", "{n}人，其中{a}人满2年，{b}人满3年"])
@pytest.mark.parametrize(("a", "b"), [(2, 1), (1, 4), (3, 3)])
def test_groups_told_apart_by_their_length_alone(talk: Talk, told: str, a: int, b: int) -> None:
    groups = told.format(n=a + b, a=a, b=b)
    (answer,) = talk(f"亭湖民企，新引进全职全日制博士{groups}，一共能补多少")
    assert answer.total is not None
    assert answer.total.high == str(80_000 * (2 * a + 3 * b)), answer.answer


_EVENT = "我们注册在亭湖区，在亭湖区办全国性人工智能峰会，自筹，"


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize(
    ("change", "times", "new"),
    [
        ("{mark}更正为35.5万，{other}不变", None, 355_000),
        ("{mark}翻一倍", 2, 0),
        ("{mark}应该是12万", None, 120_000),
    ],
)
def test_a_change_by_number_changes_that_part_only(
    talk: Talk, place: int, change: str, times: int | None, new: int
) -> None:
    parts = [280_000, 195_000, 60_000]
    marks = "①②③"
    told = "，".join(
        f"{marks[n]}{name}{parts[n] / 10_000}万" for n, name in enumerate(["场地", "搭建", "嘉宾"])
    )
    answers = talk(
        f"{_EVENT}{told}，能补多少", change.format(mark=marks[place], other=marks[(place + 1) % 3])
    )
    whole = sum(parts) - parts[place] + (parts[place] * times if times else new)
    assert _high(answers[-1], "national-event") == str(whole * 3 // 10), answers[-1].answer


@pytest.mark.parametrize("change", ["②更正为35.5万，①不变", "①翻一倍", "③应该是12万"])
def test_a_change_by_number_of_what_was_not_numbered_gives_no_figure(talk: Talk, change: str) -> None:
    answers = talk(f"{_EVENT}费用100万，能补多少", change)
    assert answers[-1].status == "needs_input", answers[-1].answer
    assert all(award.amount.high in (None, "500000") for award in answers[-1].awards), answers[-1].answer


def test_a_change_by_number_of_numbered_awards_is_of_that_award(talk: Talk) -> None:
    told = "我们在亭湖市区办两件事：①全国性人工智能峰会，费用60万，自筹；②首台套省认定2台。分别多少"
    answers = talk(told, "①翻一倍")
    assert _high(answers[-1], "national-event") == "360000", answers[-1].answer
    assert _high(answers[-1], "first-set-equipment") == "1000000", answers[-1].answer
