"""Each sentence of a model by itself: what must not pass, and what must."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from assistant.conversation.session import SessionState
from assistant.models.draft import Draft
from assistant.models.frame import Numbers
from assistant.models.guard import Refused
from assistant.models.writer import ChatWriter
from assistant.service import Assistant
from assistant.settings import Settings
from tests.models import lies
from tests.models.conftest import MESSAGE

TODAY = date(2026, 11, 24)
Drafting = Callable[..., Draft]

FIRST_SET = "首台套能补多少？"
HEARSAY = "首台套能补多少，听说是80万？"
GUARANTEE = "担保费补多少？"
COUNTY = "我们是东台的企业，首台套能拿多少"
BOTH = "首台套和全国性活动补贴能一起拿吗，活动花了100万"
TITLE = "我们医院引进了一个正高专家，每个月补多少"

HONEST = {
    MESSAGE: (
        "您好，您这场峰会是全国性的人工智能活动，又在盐城市区举办，所以对得上第十条。",
        "费用按您说的200万元来算，先乘比例再和封顶线比，取小的那个：[[award:national-event.working]]。",
        "因此这一项是[[award:national-event.amount]]，是一次性的，由市级财政给承办单位。",
        "需要提醒的是，如果活动属于市财政资金包干，就不能享受这一项。",
        "目前文件还是征求意见稿，正式印发以后才能按它申报，具体时间和材料要等当年的申报通知。",
        "文件没有写申报材料、截止时间和联系电话，建议先咨询[[award:national-event.units]]。",
        "[[quote:10#2]]",
        "- **金额**：[[award:national-event.amount]]",
        "- **依据**：[[clause:10]]",
        "1. 先准备活动费用的明细和发票。",
        "按照“就高不重复”原则，同一项目只算最高的一项。",
        "您提到的200万元是活动费用总金额，超过封顶线的部分不再计算。",
        "有两点需要您再核实：一是费用口径，二是承办单位是谁。",
        "能不能批下来要由主管部门审核，我不能保证。",
        "政策有效期到2027年12月31日。",
        "您符合目前已知的全部条件。",
        "文件原话是“由市级财政给予承办单位一次性不超过50万元的补贴”。",
    ),
    FIRST_SET: (
        "首台（套）要先经江苏省级认定，认定由有关部门作出，您目前还没有说有没有拿到。",
        "如果认定通过，每台（套）是[[award:first-set-equipment.amount]]，这是上限。",
        "您可以先确认设备是否在省级首台（套）名单里，再按当年通知申报。",
        "市级认定的不算，要江苏省级的。",
    ),
    GUARANTEE: (
        "文件只写了给予担保费资助，没有写补多少，也没有写比例。",
        "您可以咨询[[award:guarantee-fee.units]]，问清楚资助标准和申报时间。",
    ),
    COUNTY: (
        "东台市不在盐城大市区里，所以这份文件不直接适用。",
        "您可以问东台市的工信部门，看当地有没有参照出台自己的政策。",
        "不符合的原因是注册地在县（市）。",
    ),
    BOTH: (
        "两项分属不同项目的，可以分别计算，合计[[total]]。",
        "全国性活动补贴是[[award:national-event.amount]]，首台套是[[award:first-set-equipment.amount]]。",
    ),
    TITLE: (
        "正高职称的生活补贴按月发放，最长三年，前提是首次在盐参加社会保险并正常缴费。",
        "按材料算是[[award:professional-title.working]]，合起来[[award:professional-title.amount]]。",
    ),
}
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
    searcher = assistant._searcher
    return ChatWriter.open(given, assistant.registry, assistant.ruled_document, assistant.rulebook, searcher)


@pytest.fixture
def drafting(assistant: Assistant, writer: ChatWriter) -> Drafting:
    def start(message: str = MESSAGE) -> Draft:
        answer, state = assistant._pipeline.answer(message, SessionState(session_id="s"), TODAY)
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


def test_emphasis_is_kept_only_in_pairs(drafting: Drafting) -> None:
    assert drafting().add("**依据**是[[clause:10]]。") == "**依据**是第十条[1]。"
    assert drafting().add("**依据是*这一条。") == "依据是这一条。"
