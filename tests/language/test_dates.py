"""Dates named in a text, and the date of application a message means."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.dates import application_date, read_dates

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2028年", "2028-01-01", "2028-12-31"),
        ("２０２８年", "2028-01-01", "2028-12-31"),
        ("2028年度", "2028-01-01", "2028-12-31"),
        ("二〇二八年", "2028-01-01", "2028-12-31"),
        ("二零二八年", "2028-01-01", "2028-12-31"),
        ("28年申报", "2028-01-01", "2028-12-31"),
        ("明年", "2027-01-01", "2027-12-31"),
        ("后年", "2028-01-01", "2028-12-31"),
        ("去年", "2025-01-01", "2025-12-31"),
        ("今年底", "2026-10-01", "2026-12-31"),
        ("今年年底", "2026-10-01", "2026-12-31"),
        ("年底", "2026-10-01", "2026-12-31"),
        ("明年上半年", "2027-01-01", "2027-06-30"),
        ("2027年12月31日", "2027-12-31", "2027-12-31"),
        ("2027 年 12 月 31 日", "2027-12-31", "2027-12-31"),
        ("二〇二七年十二月三十一日", "2027-12-31", "2027-12-31"),
        ("2027.12.31", "2027-12-31", "2027-12-31"),
        ("2027/12/31", "2027-12-31", "2027-12-31"),
        ("2028-03", "2028-03-01", "2028-03-31"),
        ("明年3月", "2027-03-01", "2027-03-31"),
        ("2024年2月", "2024-02-01", "2024-02-29"),
        ("三月份", "2026-03-01", "2026-03-31"),
        ("下个月", "2026-12-01", "2026-12-31"),
        ("上个月", "2026-10-01", "2026-10-31"),
        ("现在", "2026-11-24", "2026-11-24"),
        ("后天", "2026-11-26", "2026-11-26"),
        ("下周", "2026-11-30", "2026-12-06"),
        ("两年后", "2028-11-24", "2028-11-24"),
        ("半年以后", "2027-05-24", "2027-05-24"),
    ],
)
def test_reads_a_date(text: str, low: str, high: str) -> None:
    sentence = f"请问{text}可以吗"
    (mention,) = read_dates(sentence, TODAY)
    assert (mention.low, mention.high) == (date.fromisoformat(low), date.fromisoformat(high))
    assert sentence[mention.start : mention.end] == mention.text
    assert mention.text in text


@pytest.mark.parametrize(
    "text",
    [
        "2月30日",
        "13812345678",
        "3.5万元",
        "18个月",
        "2028.5万元",
        "第1月",
        "三年",
        "3年内",
        "20280元",
        "月薪5千",
    ],
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert read_dates(text, TODAY) == ()


def test_a_bare_month_belongs_to_the_year_named_before_it() -> None:
    mentions = read_dates("2027年3月到5月", TODAY)
    assert [(m.low, m.high) for m in mentions] == [
        (date(2027, 3, 1), date(2027, 3, 31)),
        (date(2027, 5, 1), date(2027, 5, 31)),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("打算2028年申报", "2028-01-01"),
        ("我们打算二〇二八年再申报", "2028-01-01"),
        ("28年再申报", "2028-01-01"),
        ("后年才报行不行", "2028-01-01"),
        ("明年申请的话能拿多少", "2027-01-01"),
        ("申报时间是2028年3月", "2028-03-01"),
        ("2028年还能申请吗", "2028-01-01"),
        ("今年底申报", "2026-11-24"),
        ("现在能申请吗", "2026-11-24"),
        ("下个月去申请", "2026-12-01"),
        ("打算3月份申报", "2027-03-01"),
        ("准备半年后申请", "2027-05-24"),
        ("再过两年申报", "2028-11-24"),
        ("申请改到2028年", "2028-01-01"),
        ("2027-12-31提交", "2027-12-31"),
        ("2028年1月1日报", "2028-01-01"),
        ("不是2028年申报，是2027年申报", "2027-01-01"),
        ("去年拿到首台套认定，今年申请", "2026-11-24"),
    ],
)
def test_the_day_a_message_means_to_apply(text: str, day: str) -> None:
    assert application_date(text, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "2019年成立的公司能申请吗",
        "我们是2019年成立的公司，能申请吗",
        "去年办的会能补吗",
        "我们2025年申报过没批",
        "2026年认定的高企能拿多少",
        "政策到2027年12月31日吗",
        "有效期至2027年12月31日",
        "我2024年毕业的博士能享受吗",
        "一年能拿多少",
        "3年内能拿多少",
        "年底天气怎么样",
        "去年花了200万",
        "2026年3月举办的峰会",
        "能补多少",
    ],
)
def test_years_that_are_not_about_applying(text: str) -> None:
    assert application_date(text.strip(), TODAY) is None


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_a_day_reads_back_the_same_however_it_is_written(day: date) -> None:
    for text in (
        f"{day.year}年{day.month}月{day.day}日",
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month:02}.{day.day:02}",
    ):
        assert [(m.low, m.high) for m in read_dates(text, TODAY)] == [(day, day)], text


_DATE_SIGNS = "0123456789.-/ 年月日号底初末去今明后前上下半个二〇零十三申报申请，过"


@given(
    st.text(max_size=60) | st.text(alphabet=_DATE_SIGNS, max_size=40),
    st.dates(date(1990, 1, 1), date(2090, 12, 31)),
)
def test_any_text_is_read_without_failing(text: str, today: date) -> None:
    for mention in read_dates(text, today):
        assert text[mention.start : mention.end] == mention.text
        assert mention.low <= mention.high
    application_date(text, today)
