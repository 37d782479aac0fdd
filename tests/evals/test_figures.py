from __future__ import annotations

import pytest

from evals.figures import read_bare_numbers, read_figures
from evals.wording import asserts, says


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("最高50万元", {"500000元"}),
        ("100－300万元", {"1000000元", "3000000元"}),
        ("一百到三百万", {"1000000元", "3000000元"}),
        ("伍拾万元整", {"500000元"}),
        ("５０ 万元", {"500000元"}),
        ("50w", {"500000元"}),
        ("0.5亿元", {"50000000元"}),
        ("1,666,666.67元", {"1666666.67元"}),
        ("3000元/月", {"3000元"}),
        ("两千元", {"2000元"}),
        ("30%－50%", {"30%", "50%"}),
        ("百分之三十", {"30%"}),
        ("三成", {"30%"}),
        ("12个百分点", {"12%"}),
        ("投了3个亿，又投八个亿", {"300000000元", "800000000元"}),
        ("参数量超百亿，10亿参数，80个亿参数，15万个，五万人", set()),
        ("第十条、2027年12月31日、2-3个、一次性、千万不要", set()),
    ],
)
def test_figures(text: str, figures: set[str]) -> None:
    assert {str(figure) for figure in read_figures(text)} == figures


def test_a_count_is_a_source_but_not_said() -> None:
    assert {str(figure) for figure in read_figures("参数量超百亿，10亿参数，80个亿参数", counts=True)} == {
        "10000000000元",
        "8000000000元",
        "1000000000元",
    }


def test_letters_scale_a_number_of_the_user() -> None:
    found = {str(figure) for figure in read_bare_numbers("7B的模型、200k元、12、8block")}
    assert found == {"7元", "7000000000元", "200元", "200000元", "12元", "8元"}


@pytest.mark.parametrize(
    ("text", "needle", "said"),
    [
        ("最高150万元", "50万", False),
        ("最高五十万元", "50万", True),
        ("最高500,000元", "50万", True),
        ("每月3,000 元", "3000元", True),
        ("由市工信局负责", "市工信局", True),
        ("有效期至2027年12月31日", "2027年12月31日", True),
        ("12027年12月31日", "2027年12月31日", False),
        ("参数量超百亿的大模型", "百亿", True),
        ("参数量超十亿的大模型", "百亿", False),
    ],
)
def test_says(text: str, needle: str, said: bool) -> None:
    assert says(text, needle) is said


@pytest.mark.parametrize(
    ("text", "needle", "asserted"),
    [
        ("放心，保证您能拿到", "保证您能", True),
        ("我不能保证您能拿到", "保证您能", False),
        ("没有规定保证您能拿到", "保证您能", False),
        ("不限行业，保证您能拿到", "保证您能", True),
        ("不是80万元，是50万元", "80万", False),
        ("“最高80万”的说法不对", "最高80万", False),
        ("最高80万", "最高80万", True),
        ("不用怀疑就是80万元", "80万", True),
    ],
)
def test_asserts(text: str, needle: str, asserted: bool) -> None:
    assert asserts(text, needle) is asserted
