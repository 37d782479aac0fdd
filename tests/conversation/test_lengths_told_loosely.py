"""Lengths and sums that are told loosely: what is certain of them counts, and they are told to be loose."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import Talk

_PHD = "公司在亭湖，民企，全职新引进一个全日制博士，"
_TITLE = "事业单位在亭湖，全职新引进一名正高，首次在盐参保，"


@pytest.mark.parametrize(
    ("told", "years"),
    [
        ("干了三年多", 3),
        ("来了两年出头", 2),
        ("来了快三年了", 2),
        ("干了将近三年", 2),
        ("来了不到两年", 1),
        ("干了三年不到", 2),
        ("干了两三年", 2),
        ("干了一年半", 1),
    ],
)
def test_whole_years_are_certain(talk: Talk, told: str, years: int) -> None:
    (answer,) = talk(f"{_PHD}{told}，能补多少")
    assert answer.awards[0].amount.high == str(80_000 * years)
    assert (years == 2 and "两三年" in told) or "只按整年计" in answer.answer


@pytest.mark.parametrize(
    ("told", "months"),
    [("干了两年多", 24), ("干了快三年", 24), ("来了不到两年", 12), ("干了大半年", 6), ("来了不到一年", 11)],
)
def test_months_told_loosely(talk: Talk, told: str, months: int) -> None:
    (answer,) = talk(f"{_TITLE}{told}，能补多少")
    assert answer.awards[0].amount.high == str(3_000 * months)
    assert "约数" in answer.answer


@pytest.mark.parametrize("told", ["满三年了", "干了36个月", "整整三年"])
def test_exact_lengths_are_not_called_loose(talk: Talk, told: str) -> None:
    (answer,) = talk(f"{_TITLE}{told}，能补多少")
    assert answer.awards[0].amount.high == "108000"
    assert "约数" not in answer.answer


@pytest.mark.parametrize("sum_", ["八十来万", "约80万", "差不多80万"])
def test_a_sum_told_loosely_is_called_so(talk: Talk, sum_: str) -> None:
    (answer,) = talk(f"亭湖的公司承办全国性AI大会，花了{sum_}，在盐城市区，不是财政包干，能补多少")
    assert answer.awards[0].amount.high == "240000"
    assert "约数" in answer.answer
