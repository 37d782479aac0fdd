"""One plain form, and the way back to the characters it came from."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.normalise import normalise


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("２００万元", "200万元"),
        ("ＡＩ＋大模型", "ai+大模型"),
        ("首臺套裝備補貼", "首台套装备补贴"),
        ("參拾萬圓", "参拾万圆"),
        ("全\u3000国\u00a0性", "全 国 性"),
        ("算\u200b力\u00ad券", "算力券"),
        ("8\ufe0f\u20e3万", "8万"),
        ("٨٨万", "88万"),
        ("①50万元", "①50万元"),
        ("5²", "5²"),
        ("½", "½"),
        ("ﬁrm", "firm"),
        ("STRASSE straße", "strasse strasse"),
        ("e\u0301", "é"),
        ("一行\r\n二行\t三", "一行\n\n二行 三"),
        ("", ""),
    ],
)
def test_plain_form(text: str, plain: str) -> None:
    assert normalise(text).text == plain


def test_origin_leads_back_to_the_original_words() -> None:
    text = "ﬁ 請問\u200b２００萬元 够吗"
    result = normalise(text)
    start = result.text.index("200万元")
    first, last = result.origin(start, start + 5)
    assert text[first:last] == "２００萬元"
    assert result.origin(0, 1) == (0, 1)
    assert result.origin(len(result.text), len(result.text)) == (len(text), len(text))


@given(st.text(max_size=80), st.data())
def test_origin_is_a_range_of_the_original_for_any_text(text: str, data: st.DataObject) -> None:
    result = normalise(text)
    start = data.draw(st.integers(0, len(result.text)))
    end = data.draw(st.integers(start, len(result.text)))
    first, last = result.origin(start, end)
    assert 0 <= first <= last <= len(text)
    assert result.original == text
    if end > start:
        assert first < last
        # What the range holds is what the piece was made from.
        assert result.text[start:end] in normalise(text[first:last]).text


@given(st.text(max_size=80))
def test_origins_never_run_backwards(text: str) -> None:
    result = normalise(text)
    origins = [result.origin(place, place + 1) for place in range(len(result.text))]
    assert origins == sorted(origins)


@given(st.text(alphabet=st.characters(exclude_categories=["No", "Nd", "Cf", "Cc", "Zs", "Zl", "Zp"])))
def test_is_nfkc_but_for_the_signs_kept(text: str) -> None:
    assert unicodedata.is_normalized("NFKC", normalise(text).text)


@pytest.mark.parametrize("bad", [(-1, 0), (0, 3), (2, 1)])
def test_a_range_outside_the_text_is_refused(bad: tuple[int, int]) -> None:
    with pytest.raises(IndexError):
        normalise("两字").origin(*bad)
