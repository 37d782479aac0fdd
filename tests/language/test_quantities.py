"""What people and policies write is read as the exact quantity that it says."""

from decimal import Decimal
from pathlib import Path

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.quantities import read_quantities

_ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("amounts.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
POLICY = Path(__file__).parents[2] / "corpus/yancheng-ai-plus/policy.txt"


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row[0])
def test_reads_an_amount_alone(row: list[str]) -> None:
    text, kind, low, *rest = row
    high, bound, unit, per = [*rest, *[low, "exact", "", ""][len(rest) :]]
    (quantity,) = read_quantities(text)
    assert (quantity.kind, quantity.low, quantity.high) == (kind, Decimal(low), Decimal(high))
    assert (quantity.bound, quantity.per) == (bound, tuple(per.split(",")) if per else ())
    assert not unit or quantity.unit == unit


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row[0])
def test_reads_the_same_inside_a_sentence(row: list[str]) -> None:
    text, kind, low = row[:3]
    if kind == "number":
        pytest.skip("a bare number takes its meaning from what stands around it")
    sentence = f"请问，{text}，这种情况怎么算？"
    (quantity,) = read_quantities(sentence)
    assert (quantity.kind, quantity.low) == (kind, Decimal(low))
    assert sentence[quantity.start : quantity.end] == quantity.text
    assert 3 <= quantity.start < quantity.end <= 3 + len(text)


@pytest.mark.parametrize(
    "text",
    """
    一毛不拔 一带一路倡议 三一重工 一次性给予 获得一等奖 第一条 第八、九条 十四五规划 二〇二五年 2025年
    2025年6月1日 2027-12-31 2027.12 一体化发展 还有一些问题 万一不行呢 千万别交错了 拨打12345 13912345678
    0515-88888888 5G网络 用GPT-4 H100显卡 （一） 一、 3月份 统一申报 专精特新企业 AI+ 能报几成 补几个点
    2.0版 〔2022〕13号 一企一策 四川成都 三亚市 六安市 千人计划 世界500强 单位：万元 二次开发 上年度
    近年来 百度公司 千问模型 万达广场 两会期间 10月底 28年申报 去年 三方协议 元宇宙 多元化 9:30 12月31日
    三明市 五险一金 双一流高校
    """.split(),  # noqa: SIM905 - a list would hide the words
)
def test_names_dates_and_idioms_are_no_quantities(text: str) -> None:
    assert read_quantities(text) == ()


def test_items_of_a_list_share_unit_bound_and_per() -> None:
    values = [(q.low, q.bound) for q in read_quantities("分别给予最高100、50、30万元的一次性支持")]
    assert values == [(Decimal(n), "at_most") for n in (1000000, 500000, 300000)]
    both = read_quantities("3年内分别给予3000元/月、2000元/月的生活补贴")
    assert [(q.kind, q.low, q.per) for q in both[1:]] == [
        ("money", Decimal(3000), ("month",)),
        ("money", Decimal(2000), ("month",)),
    ]


def test_amounts_side_by_side_stay_apart() -> None:
    text = "一共花了200万，其中30%是场地费，来了五百人，办了两天"
    assert [(q.kind, q.low) for q in read_quantities(text)] == [
        ("money", Decimal(2000000)),
        ("percent", Decimal("0.3")),
        ("count", Decimal(500)),
        ("count", Decimal(2)),
    ]


def test_reads_the_whole_policy() -> None:
    text = POLICY.read_text(encoding="utf-8")
    found = [
        (q.text, q.low, q.high, q.bound) for q in read_quantities(text) if q.kind in ("money", "percent")
    ]
    ten_thousand = Decimal(10000)
    assert found == [
        ("50万元", 50 * ten_thousand, 50 * ten_thousand, "at_most"),
        ("30万元", 30 * ten_thousand, 30 * ten_thousand, "at_most"),
        ("50万元", 50 * ten_thousand, 50 * ten_thousand, "exact"),
        ("10万元", 10 * ten_thousand, 10 * ten_thousand, "exact"),
        ("1000万元", 1000 * ten_thousand, 1000 * ten_thousand, "at_most"),
        ("20%", Decimal("0.2"), Decimal("0.2"), "at_most"),
        ("200万元", 200 * ten_thousand, 200 * ten_thousand, "at_most"),
        ("100－300万元", 100 * ten_thousand, 300 * ten_thousand, "exact"),
        ("30－100万元", 30 * ten_thousand, 100 * ten_thousand, "exact"),
        ("3000元/月", Decimal(3000), Decimal(3000), "exact"),
        ("2000元/月", Decimal(2000), Decimal(2000), "exact"),
        ("8万元/人/年", 8 * ten_thousand, 8 * ten_thousand, "exact"),
        ("100万元", 100 * ten_thousand, 100 * ten_thousand, "at_most"),
        ("50万元", 50 * ten_thousand, 50 * ten_thousand, "at_most"),
        ("30%", Decimal("0.3"), Decimal("0.3"), "exact"),
        ("50万元", 50 * ten_thousand, 50 * ten_thousand, "at_most"),
    ]
    rest = [(q.kind, q.text, q.low, q.bound) for q in read_quantities(text) if q.low >= 2]
    assert ("parameters", "百亿", Decimal(10**10), "more_than") in rest
    assert ("count", "5个", Decimal(5), "at_least") in rest
    assert ("duration", "10年", Decimal(120), "at_most") in rest


_FULL_WIDTH = {ord("0") + n: ord("０") + n for n in range(10)} | {ord("."): ord("．"), ord(","): ord("，")}


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _styles(yuan: int) -> list[str]:
    """One amount in the ways people write it."""
    chinese = cn2an.an2cn(yuan)
    ten_thousands, hundred_millions = Decimal(yuan) / 10**4, Decimal(yuan) / 10**8
    return [
        f"{yuan}元",
        f"{yuan:,}元",
        f"{yuan:,}元".translate(_FULL_WIDTH),
        f"¥{yuan}",
        f"人民币{yuan}元整",
        f"{yuan} 块钱",
        f"{_plain(ten_thousands)}万",
        f"{_plain(ten_thousands)} 万元",
        f"{_plain(ten_thousands)}w",
        f"{_plain(ten_thousands)}W",
        f"{_plain(ten_thousands)}万元".translate(_FULL_WIDTH),
        f"{_plain(hundred_millions)}亿元",
        f"{_plain(hundred_millions)}个亿",
        f"{chinese}元",
        f"{chinese}块",
        f"{cn2an.an2cn(yuan, 'up')}元",
        f"{cn2an.an2cn(yuan, 'up')}元".replace("万", "萬").replace("亿", "億").replace("元", "圓"),
    ]


@given(st.integers(1, 10**11))
def test_any_amount_reads_back_the_same_in_every_style(yuan: int) -> None:
    for style in _styles(yuan):
        assert [(q.kind, q.low, q.high) for q in read_quantities(style)] == [
            ("money", Decimal(yuan), Decimal(yuan))
        ], style


@given(st.decimals(0, 10**9, allow_nan=False, places=2))
def test_fen_are_exact(yuan: Decimal) -> None:
    (quantity,) = read_quantities(f"{yuan}元")
    assert quantity.low == yuan


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_a_range_shares_its_unit(one: int, other: int) -> None:
    low, high = sorted((one, other))
    for text in (f"{low}-{high}万元", f"{low}万到{high}万", f"{low}万元至{high}万元"):
        (quantity,) = read_quantities(text)
        assert (quantity.low, quantity.high) == (Decimal(low * 10000), Decimal(high * 10000)), text


@given(st.integers(10, 10**12))
def test_agrees_with_cn2an_where_both_read(number: int) -> None:
    for spelling in (cn2an.an2cn(number), cn2an.an2cn(number, "up")):
        (quantity,) = read_quantities(f"{spelling}元")
        assert quantity.low == cn2an.cn2an(spelling, "smart") == number


@given(st.integers(0, 10000), st.sampled_from(["{}%", "百分之{}", "{}个点", "{} ％"]))
def test_percentages_are_exact_fractions(hundredths: int, style: str) -> None:
    value = Decimal(hundredths) / 100
    (quantity,) = read_quantities(style.format(_plain(value)))
    assert (quantity.kind, quantity.low) == ("percent", value / 100)


@given(st.text(max_size=200))
def test_any_text_is_read_without_failing_and_places_are_true(text: str) -> None:
    last = 0
    for quantity in read_quantities(text):
        assert text[quantity.start : quantity.end] == quantity.text != ""
        assert quantity.start >= last and quantity.low <= quantity.high
        last = quantity.end


_NUMBER_SIGNS = (
    "0123456789.,，、-一二三四五六七八九十百千万亿零两半几多余来元块个年月人成点分之%折约超w kb第（）"
)


@given(st.text(alphabet=_NUMBER_SIGNS, max_size=40))
def test_any_heap_of_number_signs_is_read_without_failing(text: str) -> None:
    for quantity in read_quantities(text):
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.low <= quantity.high
