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
