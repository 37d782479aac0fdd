from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.models.sentences import LONGEST, Sentences


def cut(text: str, size: int = 3) -> list[str]:
    sentences = Sentences()
    found = [s for start in range(0, len(text), size) for s in sentences.feed(text[start : start + size])]
    return [*found, *filter(None, [sentences.rest()])]


@given(st.text("你好。！？?!\n“”（）[]:.# <a"), st.integers(1, 9))
def test_nothing_is_lost_and_the_size_of_the_pieces_does_not_matter(text: str, size: int) -> None:
    text = "好" + text
    assert "".join(cut(text, size)) == text
    assert cut(text, size) == cut(text, 100)


def test_stops_inside_brackets_quotes_and_tokens_end_nothing() -> None:
    text = "他说“好。不错！”然后（先看？再定。）继续[[quote:10#1]]。完了"
    assert cut(text) == ["他说“好。不错！”然后（先看？再定。）继续[[quote:10#1]]。", "完了"]


def test_a_bracket_that_is_never_closed_holds_back_no_more_than_a_long_sentence() -> None:
    assert max(map(len, cut("（" + "长。" * LONGEST))) == LONGEST


def test_what_a_reasoning_model_thinks_aloud_is_left_out() -> None:
    assert cut("<think>可得88万元。\n想好了。</think>\n\n您好。") == ["您好。"]
    assert cut("<thinking>没有想完") == []
    assert cut("<b>您好。") == ["<b>您好。"]
