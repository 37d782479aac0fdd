"""Whatever a user or a document wrote stays text."""

from __future__ import annotations

from assistant.contract import ModelUsage
from assistant.service import Assistant
from assistant.web.page.markup import highlighted, paragraphs, prose
from assistant.web.page.views import Views


def test_highlights_lie_where_the_ranges_say() -> None:
    assert highlighted("一二三四五", [(1, 3)]) == "一<mark>二三</mark>四五"
    assert highlighted("一二三", [(0, 2), (1, 3)]).replace("</mark><mark>", "") == "<mark>一二三</mark>"
    assert highlighted("一二三", [(-5, 1), (2, 99)]) == "<mark>一</mark>二<mark>三</mark>"
    assert highlighted("一二三", []) == "一二三"
    assert highlighted("", [(0, 1)]) == ""


def test_html_and_images_are_text() -> None:
    assert "<b>" not in highlighted("<b>&", [(0, 2)])
    assert "<script" not in paragraphs("<script>\n第二行")
    for hostile in (
        "<img src=x onerror=alert(1)>",
        "![x](http://a/b.png)",
        "[x](javascript:alert(1))",
        "<http://a>",
    ):
        shown = prose(hostile, (), "t1c")
        assert "<img" not in shown
        assert "href" not in shown


def test_only_real_citations_are_links() -> None:
    shown = prose("**补贴** [1] [2]", {1}, "t3c")
    assert '<a class="mark" href="#t3c1"' in shown
    assert "[2]" in shown
    assert shown.count("<a ") == 1


def test_what_the_chat_model_cost_is_told_with_the_answer(assistant: Assistant) -> None:
    plain = assistant.chat("首台套最高补多少")
    spent = ModelUsage(model="m", prompt="1", outcome="written", steps=2, input_tokens=30, output_tokens=12)
    views = Views(assistant, "zh")
    assert "模型用量" not in views.turn("问", plain, 1, latest=True)
    told = views.turn("问", plain.model_copy(update={"usage": spent}), 1, latest=True)
    assert "调用2次，42个词元" in told


def test_what_is_bold_up_to_a_full_stop_shows_no_stars() -> None:
    html = prose("**最高60万元（每个30万元）。**这是上限。\n\n**没有写。**\n", (), "s")
    assert "*" not in html
    assert "<strong>最高60万元（每个30万元）</strong>。这是上限。" in html
