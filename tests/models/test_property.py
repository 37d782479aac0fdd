"""Whatever the server says, no answer has an ungrounded figure, and the status is the rules'."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from assistant.answers.grounding import ungrounded_figures
from assistant.contract import Answer
from assistant.service import Assistant
from assistant.settings import Settings
from evals.checks.grounding import ungrounded
from tests.models import lies
from tests.models.conftest import MESSAGE
from tests.models.honest import HONEST
from tests.models.scripted import Calls, Reply, Says, ScriptedServer, scripted

MESSAGES = (
    MESSAGE,
    "首台套能补多少，听说是80万？",
    "首台套和全国性活动补贴能一起拿吗，活动花了100万",
    "担保费补多少",
    "我能申请什么",
    "第九条说的是什么",
)
TOKENS = (
    "[[award:national-event.amount]]", "[[award:national-event.working]]",
    "[[award:first-set-equipment.amount]]", "[[total]]",
    "[[quote:10#2]]", "[[clause:9]]", "[[award:x.amount]]", "[[", "]]", "[1]",
)  # fmt: skip
JOINTS = (
    "",
    "，",
    "。",
    "\n",
    " ",
    "每月",
    "/年",
    "最高",
    "5",
    "万",
    "元",
    "十",
    "%",
    "**",
    "“",
    "”",
    "首台套",
    "您说的",
)
#: Any text at all, with what lies are made of at hand.
TEXT = st.lists(
    st.one_of(
        st.sampled_from(lies.ALL), st.sampled_from(TOKENS), st.sampled_from(JOINTS), st.text(max_size=6)
    ),
    min_size=1,
    max_size=8,
).map("".join)
CALL = st.tuples(
    st.sampled_from(["search_clauses", "get_clause", "calculate_awards", "ask_user", "list_awards"]),
    st.sampled_from(
        [
            {},
            {"query": "补贴"},
            {"clause_id": "9"},
            {"claims": [{"award_id": "demo-park"}]},
            {"claims": [{"award_id": "demo-park", "facts": {"park_level": "national"}}]},
            "{",
        ]
    ),
)
REPLY = st.one_of(TEXT.map(Says), st.lists(CALL, min_size=1, max_size=3).map(Calls))


#: What turns an honest sentence into a lie.
SPLINTERS = st.sampled_from(
    [
        *"万亿百千十半两九点元%至到和块个kw-“”倍",
        "88",
        "八十八万",
        "每月",
        "/年",
        "最高",
        "500000",
        "三成",
        "分之",
        "[[",
        "]]",
        "，亿",
    ]
)


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[str, str]:
    """A message, and honest sentences for it with something put in at any place."""
    message = draw(st.sampled_from(list(HONEST)))
    text = "".join(draw(st.lists(st.sampled_from(HONEST[message]), min_size=1, max_size=3)))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(SPLINTERS) + text[place:]
    return message, text


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with scripted(Says("")) as running:
        yield running


@pytest.fixture(scope="module")
def with_model(server: ScriptedServer, settings: Settings) -> Assistant:
    given = {"chat_model": "openai:scripted", "chat_base_url": server.url}
    return Assistant.open(settings.model_copy(update=given))


def ask(assistant: Assistant, server: ScriptedServer, message: str, *replies: Reply) -> Answer:
    server.replies[:] = replies
    server.requests.clear()
    return assistant.chat(message)


def assert_sound(answer: Answer, plain: Answer, message: str, assistant: Assistant) -> None:
    assert ungrounded_figures(answer, [message]) == ()
    assert ungrounded(answer, [message], assistant.registry) == set()
    assert (answer.status, answer.total, answer.questions) == (plain.status, plain.total, plain.questions)
    assert answer.awards[: len(plain.awards)] == plain.awards
    assert answer.spoken == plain.spoken
    for citation in answer.citations:
        document = assistant.registry.get(citation.document_id)
        assert document and document.text[citation.start : citation.end] == citation.quote
    for foul in ("<", "](", "http", "88", "八十八", "[["):
        assert foul not in answer.answer, answer.answer


@pytest.mark.parametrize("lie", lies.ALL)
def test_a_lie_over_http(
    with_model: Assistant, assistant: Assistant, server: ScriptedServer, lie: str
) -> None:
    message = MESSAGES[0]
    answer = ask(with_model, server, message, Says(lie))
    plain = assistant.chat(message)
    assert_sound(answer, plain, message, assistant)
    assert answer.answer == plain.answer
    assert answer.usage and answer.usage.outcome == "fallback"


@effort(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spoilt())
def test_honest_words_spoilt(
    with_model: Assistant, assistant: Assistant, server: ScriptedServer, spoilt: tuple[str, str]
) -> None:
    message, text = spoilt
    answer = ask(with_model, server, message, Says(text))
    assert_sound(answer, assistant.chat(message), message, assistant)


@effort(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(MESSAGES), st.lists(REPLY, min_size=1, max_size=3))
def test_whatever_the_server_says(
    with_model: Assistant, assistant: Assistant, server: ScriptedServer, message: str, replies: list[Reply]
) -> None:
    answer = ask(with_model, server, message, *replies)
    assert_sound(answer, assistant.chat(message), message, assistant)
