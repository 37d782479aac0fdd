"""Each sentence of a model by itself: what must not pass, and what must."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from assistant.conversation.session import SessionState
from assistant.edition import Edition
from assistant.models.agent import Agent
from assistant.models.draft import Draft
from assistant.models.frame import Numbers
from assistant.models.guard import Refused
from assistant.models.writer import ChatWriter
from assistant.service import Assistant
from assistant.settings import Settings
from tests.models import lies
from tests.models.conftest import MESSAGE
from tests.models.honest import BOTH, COUNTY, FIRST_SET, GUARANTEE, HEARSAY, HONEST, TITLE

TODAY = date(2026, 11, 24)
Drafting = Callable[..., Draft]

UNSETTLED = {
    FIRST_SET: (
        "您符合条件，可以拿到这笔钱。",
        "您不符合这一项。",
        "全国性活动补贴是[[award:first-set-equipment.amount]]。",
    ),
    HEARSAY: (
        "您说的80万元没错。",
        "您这一项的金额是80万元。",
        "按您的情况，最高80万元。",
        "是的，80万元。",
        "您说的80万元与文件一致。",
    ),
    GUARANTEE: (
        "一般按担保费的一半补。",
        "按担保费的50%补。",
        "可得[[award:guarantee-fee.amount]]，约10万元。",
    ),
    COUNTY: ("您仍然可以拿到[[award:first-set-equipment.amount]]。", "贵公司完全符合要求。"),
    BOTH: ("首台套是[[award:national-event.amount]]。", "合计[[total]]，另加20万元。"),
    TITLE: ("每人每月[[award:professional-title.amount]]。",),
}


@pytest.fixture(scope="module")
def writer(assistant: Assistant, settings: Settings) -> ChatWriter:
    given = settings.model_copy(update={"chat_model": "openai:none"})
    writer = Edition(given, lambda _: assistant._edition.searcher, Agent(given)).writer
    assert writer is not None
    return writer


@pytest.fixture
def drafting(assistant: Assistant, writer: ChatWriter) -> Drafting:
    def start(message: str = MESSAGE) -> Draft:
        answer, state = assistant._edition.pipeline.answer(message, SessionState(session_id="s"), TODAY)
        return writer._turn(message, answer, state, (), TODAY, Numbers(answer.citations)).draft

    return start


@pytest.mark.parametrize("lie", lies.ALL)
def test_a_lie_shows_nothing(drafting: Drafting, lie: str) -> None:
    draft = drafting()
    for sentence in lie.splitlines(keepends=True):
        if isinstance(draft.add(sentence), Refused):
            break
    assert draft.text == ""


@pytest.mark.parametrize(
    ("message", "sentence"), [(m, s) for m, sentences in UNSETTLED.items() for s in sentences]
)
def test_a_verdict_that_is_not_the_rules_is_refused(drafting: Drafting, message: str, sentence: str) -> None:
    assert isinstance(drafting(message).add(sentence), Refused)


@pytest.mark.parametrize(
    ("message", "sentence"), [(m, s) for m, sentences in HONEST.items() for s in sentences]
)
def test_an_honest_sentence_is_shown(drafting: Drafting, message: str, sentence: str) -> None:
    shown = drafting(message).add(sentence)
    assert isinstance(shown, str) and shown, shown
    assert "[[" not in shown


def test_a_figure_must_not_hide_across_two_sentences(drafting: Drafting) -> None:
    draft = drafting()
    assert draft.add("这一项有两个要点，十\n") == "这一项有两个要点，十"
    assert isinstance(draft.add("万元就是其中之一。"), Refused)


def test_an_unknown_token_takes_its_sentence_along(drafting: Drafting) -> None:
    for token in ("[[award:no-such.amount]]", "[[total]]", "[[quote:10#9]]", "[[quote:99#1]]", "[[x:y]]"):
        assert drafting().add(f"可得{token}。") == "", token
    assert drafting().add("可以看[[clause:99]]里的规定。") == "可以看里的规定。"


def test_questions_and_waiting_words_are_left_out(drafting: Drafting) -> None:
    assert drafting().add("请问您的公司在哪里？") == ""
    assert drafting().add("让我查一下条款。") == ""


def test_a_verbatim_quotation_gets_its_citation(drafting: Drafting, assistant: Assistant) -> None:
    draft = drafting()
    shown = draft.add("文件原话是“由市级财政给予承办单位一次性不超过50万元的补贴”。")
    assert isinstance(shown, str) and shown.endswith("[1]。")
    (citation,) = draft._numbers.citations
    assert assistant.ruled_document.text[citation.start : citation.end] == citation.quote
    assert "一次性不超过50万元" in citation.quote


def test_an_award_with_several_cases_has_no_single_amount(drafting: Drafting) -> None:
    draft = drafting("我们医院引进了正高2个，副高3个，每个月补多少")
    assert draft.add("合起来是[[award:professional-title.amount]]。") == ""
    assert draft.add("您说的两种职称分别计算，合计[[total]]。")


def test_the_examples_of_our_own_reading_prove_nothing(drafting: Drafting, assistant: Assistant) -> None:
    own = [d for d in assistant.registry.documents if d.source == "interpretation"]
    if not own:
        pytest.skip("no reading of this project's own is indexed")
    sentence = next(
        own[0].text[s.start : s.end]
        for clause in own[0].clauses
        for s in clause.sentences
        if "万元" in own[0].text[s.start : s.end]
    )
    assert isinstance(drafting().add(f"文件写明“{sentence.rstrip('。')}”。"), Refused)
    address = f"{own[0].document_id}/{own[0].clauses[0].clause_id}"
    assert drafting().add(f"见[[quote:{address}#1]]。") == ""


def test_emphasis_is_kept_only_in_pairs(drafting: Drafting) -> None:
    assert drafting().add("**依据**是[[clause:10]]。") == "**依据**是第十条[1]。"
    assert drafting().add("**依据是*这一条。") == "依据是这一条。"
