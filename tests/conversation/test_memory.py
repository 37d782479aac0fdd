"""What a session keeps: facts, topic, corrections, what-ifs, replies; and what it never mixes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from assistant.contract import Answer, AwardResult
from assistant.service import Assistant
from assistant.settings import Settings
from tests.conversation.conftest import Talk


def _award(answer: Answer, award_id: str) -> AwardResult:
    return next(result for result in answer.awards if result.award_id == award_id)


def _high(answer: Answer, award_id: str) -> str | None:
    return _award(answer, award_id).amount.high


def test_a_level_alone_goes_on_with_the_topic(talk: Talk) -> None:
    national, provincial = talk("入选国家级典型案例奖多少", "那省级的呢")
    assert _high(national, "typical-case") == "500000"
    assert _high(provincial, "typical-case") == "100000"


def test_a_correction_replaces_the_fact(talk: Talk) -> None:
    before, after = talk("全国性人工智能展会花了100万能补多少", "说错了，是120万")
    assert _high(before, "national-event") == "300000"
    assert _high(after, "national-event") == "360000"


def test_a_what_if_does_not_overwrite(talk: Talk) -> None:
    _, what_if, after = talk(
        "盐都区民营企业，全职新引进2名全日制博士，能补多少", "如果是5个人呢", "那我们实际能补多少"
    )
    assert _high(what_if, "private-phd") == "4000000"
    assert _high(after, "private-phd") == "1600000"


def test_bare_replies_answer_what_was_asked(talk: Talk) -> None:
    answers = talk("承办全国性峰会，费用60万，能补多少", "盐都", "是的", "没有")
    last = _award(answers[-1], "national-event")
    assert last.eligibility == "eligible"
    assert last.amount.high == "180000"
    assert answers[-1].status == "answered"
    assert not answers[-1].questions


def test_a_fact_not_given_is_not_asked_again(talk: Talk) -> None:
    first, second = talk("首台套能补多少", "不方便说")
    asked = {question.fact for question in first.questions}
    assert asked
    assert not asked & {question.fact for question in second.questions}
    assert _high(second, "first-set-equipment") == "500000"


def test_the_second_of_a_list(talk: Talk) -> None:
    listed, second = talk("我们能申请什么", "第二个找谁")
    assert [result.award_id for result in second.awards] == [listed.awards[1].award_id]


def test_two_awards_together(talk: Talk) -> None:
    answers = talk(
        "亭湖区企业的首台套，江苏省认定了一台，补多少",
        "入选国家级工业互联网+大模型典型案例又奖多少",
        "前面那个和这个能一起拿吗",
        "是同一个项目",
    )
    assert answers[2].total is not None
    assert answers[2].total.high == "1000000"
    assert answers[3].total is not None
    assert answers[3].total.high == "500000"
    assert "supplementary" in {citation.clause_id for citation in answers[2].citations}


def test_forgetting(assistant: Assistant, talk: Talk) -> None:
    answers = talk("我们是亭湖区民营企业，能申请什么", "忘掉我说的", "能申请什么")
    assert assistant.session(answers[0].session_id).applicant == {}
    assert [question.fact for question in answers[2].questions] == ["region", "entity_type"]


def test_sessions_never_mix(assistant: Assistant) -> None:
    def person(number: int) -> list[str | None]:
        session = f"mix-{number}"
        assistant.chat(f"全国性峰会花了{number}万能补多少", session)
        assistant.chat("在亭湖区" if number % 2 else "在盐都区", session)
        answer = assistant.chat("一共多少", session)
        region = assistant.session(session).applicant["region"].value
        return [_high(answer, "national-event"), region]

    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(person, range(10, 42)))
    for number, (high, region) in zip(range(10, 42), seen, strict=True):
        assert high == str(number * 3000)
        assert region == ("亭湖区" if number % 2 else "盐都区")


def test_messages_of_one_session_at_once_are_all_kept(assistant: Assistant) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: assistant.chat(f"第{n}条写了什么", "at-once"), range(1, 11)))
    assert len(assistant.transcript("at-once")) == 10
    assert assistant.session("at-once").turn == 10


def test_a_session_outlives_a_restart(settings: Settings, assistant: Assistant) -> None:
    assistant.chat("国家级典型案例奖多少", "restart")
    again = Assistant.open(settings)
    assert _high(again.chat("那省级的呢", "restart"), "typical-case") == "100000"
    assert [exchange.message for exchange in again.transcript("restart")] == [
        "国家级典型案例奖多少",
        "那省级的呢",
    ]


def test_taking_out_one_fact(assistant: Assistant) -> None:
    assistant.chat("我们在亭湖区，首台套补多少", "take-out")
    assistant.forget_fact("take-out", "region")
    assert "region" not in assistant.session("take-out").applicant
    assert "region" in _award(assistant.chat("那能补多少", "take-out"), "first-set-equipment").missing


def test_the_same_words_get_the_same_answer(talk: Talk) -> None:
    messages = ("大丰的民企，引进博士三名，能补多少", "那如果是国企呢", "一共多少")
    first, second = talk(*messages), talk(*messages)
    for one, other in zip(first, second, strict=True):
        assert one.model_copy(update={"session_id": ""}) == other.model_copy(update={"session_id": ""})


def test_several_cases_of_one_award(talk: Talk) -> None:
    first, second = talk(
        "亭湖区事业单位，全职新引进正高2个，副高3个，都是首次在盐参保，一共多少", "如果都是副高呢"
    )
    assert [result.amount.high for result in first.awards] == ["216000", "216000"]
    assert first.total is not None
    assert (first.total.low, first.total.high) == ("432000", "432000")
    assert [result.amount.high for result in second.awards] == ["360000"]


def test_a_number_grows_and_shrinks(talk: Talk) -> None:
    answers = talk("首台套两台，江苏省认定的，盐都的企业，能补多少", "又来一台呢", "再加两台", "砍一半呢")
    assert [_high(answer, "first-set-equipment") for answer in answers[:3]] == [
        "1000000",
        "1500000",
        "2500000",
    ]
    assert answers[3].status == "needs_input"
    assert "总数" in answers[3].answer


def test_numbers_and_places_of_others_are_no_facts(talk: Talk) -> None:
    answers = talk(
        "我们注册在亭湖区，民营企业，全职新引进全日制博士，能补多少",
        "公司成立5年了",
        "我们有个客户在南京",
        "供应商是东台的，能补多少",
    )
    last = _award(answers[-1], "private-phd")
    assert (last.eligibility, last.amount.high) == ("eligible", "800000")


def test_a_figure_that_was_not_used_is_told(talk: Talk) -> None:
    answer = talk("全国性峰会，拉了20万赞助，能补多少")[0]
    assert "没有计入" in answer.answer
    assert _high(answer, "national-event") == "500000"
