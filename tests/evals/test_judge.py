"""The judging model over real HTTP: what it is shown, what is made of its words, how its worth is told."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from assistant.settings import Settings
from evals import __main__ as commands
from evals.cases import SetError
from evals.judge.agreement import Labelled, agreement, load_labelled
from evals.judge.asking import Judge, JudgeError, Opinion
from evals.judge.judging import JudgeReport, judge_run
from evals.record import circumstances, read_run, record
from evals.report import to_html, to_markdown
from tests.evals import samples
from tests.models.scripted import Answers, Hangs, Reply, ScriptedServer, scripted

LABELLED = (
    Labelled(id="j1", messages=("先问", "再问{x}"), answer="答{message}", label="good", reason="对"),
    Labelled(id="j2", messages=("问",), answer="答", label="bad", reason="错"),
)


def says(text: str) -> Answers:
    """One chat completion, not streamed."""
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    named = {"id": "c", "object": "chat.completion", "created": 1, "model": "scripted"}
    return Answers(200, json.dumps({**named, "choices": [choice], "usage": usage}))


def verdict(word: str, reason: str = "理由") -> Answers:
    return says(json.dumps({"verdict": word, "reason": reason}, ensure_ascii=False))


def settings(server: ScriptedServer) -> Settings:
    return Settings(
        chat_model="openai:scripted",
        chat_base_url=server.url,
        chat_api_key=SecretStr("k"),
        chat_timeout=1,
        chat_options={"max_retries": 0},
    )


def judge(server: ScriptedServer) -> Judge:
    return Judge.open(settings(server), samples.registry())


def opinion(reply: Reply) -> Opinion:
    with scripted(reply) as server:
        return judge(server).one(LABELLED[0])


def test_it_is_shown_the_policy_the_conversation_and_the_answer() -> None:
    with scripted(verdict("good")) as server:
        judge(server).one(LABELLED[0])
    system, task = (message["content"] for message in server.requests[0]["messages"])
    assert "good" in system and "bad" in system
    assert samples.TYPICAL in task and "先问" in task
    # Braces of a user or an answer are no fields.
    assert "再问{x}" in task and "答{message}" in task
    # This project's own reading of the text would judge by itself.
    assert "非官方文件" not in task


@pytest.mark.parametrize("word", ["good", "bad"])
def test_its_verdict_with_reason_and_tokens(word: str) -> None:
    assert opinion(verdict(word)) == Opinion(verdict=word, reason="理由", input_tokens=100, output_tokens=20)
    wrapped = opinion(says(f'我看：\n```json\n{{"verdict": "{word}", "reason": "理由"}}\n```'))
    assert (wrapped.verdict, wrapped.reason) == (word, "理由")


@pytest.mark.parametrize(
    "reply",
    [says("我觉得不错"), says('{"verdict": "excellent"}'), says("{"), Answers(500, "{}"), Hangs()],
    ids=["prose", "another word", "broken", "error", "silence"],
)
def test_without_a_readable_verdict_there_is_none(reply: Reply) -> None:
    found = opinion(reply)
    assert found.verdict is None and found.reason


def opinions(*words: str | None) -> list[Opinion]:
    return [Opinion.model_validate({"verdict": word, "reason": ""}) for word in words]


def labelled(*words: str) -> list[Labelled]:
    return [LABELLED[0].model_copy(update={"id": str(n), "label": word}) for n, word in enumerate(words)]


def test_kappa_by_hand() -> None:
    # 8 agree of 10; by chance .5 * .5 + .5 * .5: (0.8 - 0.5) / 0.5.
    people = labelled(*["good"] * 5, *["bad"] * 5)
    found = agreement(people, opinions(*["good"] * 4, "bad", *["bad"] * 4, "good"))
    assert found.kappa == pytest.approx(0.6)
    assert found.agreed and found.agreed.value == 0.8
    assert [(d.id, d.person, d.judge) for d in found.disagreements] == [
        ("4", "good", "bad"),
        ("9", "bad", "good"),
    ]


def test_a_judge_that_always_says_good_agrees_no_better_than_chance() -> None:
    found = agreement(labelled("good", "good", "good", "bad"), opinions(*["good"] * 4))
    assert found.agreed and (found.agreed.value, found.kappa) == (0.75, 0)


def test_kappa_is_unknown_where_it_is_undefined_and_silence_is_not_an_opinion() -> None:
    found = agreement(labelled("good", "good"), opinions("good", None))
    assert (found.labelled, found.kappa) == (2, None)
    assert found.agreed and found.agreed.n == 1
    assert agreement(labelled("good"), opinions(None)).agreed is None


def report() -> JudgeReport:
    """Of two labelled answers and two answers of a run that pass the checks; one is called bad."""
    cases = [
        samples.judged(samples.dialogue_case(), samples.answer()),
        samples.judged(samples.refusal_case(), samples.refusal()),
        samples.judged(samples.refusal_case(id="crash"), "boom"),
        samples.judged(samples.lookup_case("2"), samples.search("2")),
    ]
    with scripted(*map(verdict, ("good", "good", "good")), verdict("bad", "<b>漏了条件")) as server:
        return judge_run(judge(server), "openai:scripted", LABELLED, cases, 1)


def test_a_run_as_the_judge_sees_it() -> None:
    found = report()
    assert [(j.case_id, j.passed, j.opinion.verdict) for j in found.judgements] == [
        ("d", True, "good"),
        ("r", True, "bad"),
    ]
    assert found.good["set"].value == 0.5 and [j.case_id for j in found.suspects] == ["r"]
    assert (found.agreement.kappa, found.input_tokens, found.output_tokens) == (0, 400, 80)


def test_reports_show_its_opinions_and_its_worth() -> None:
    run = record(circumstances(datetime.now(UTC), "test", 1, []), [], (), report())
    for text in (to_html(run), to_markdown(run)):
        assert "Cohen κ 0.00" in text and "set/r" in text and "j2" in text
    assert "<b>漏了" not in to_html(run)
    assert "大模型的评判" not in to_markdown(record(circumstances(datetime.now(UTC), "t", 1, []), [], ()))


def test_the_labelled_answers_are_many_and_mixed() -> None:
    found = load_labelled()
    good = sum(item.label == "good" for item in found)
    assert len(found) >= 40 and 0.4 < good / len(found) < 0.6
    assert len({item.id for item in found}) == len(found)


def test_a_wrong_label_is_named_by_line(tmp_path: Path) -> None:
    file = tmp_path / "labelled.jsonl"
    file.write_text(LABELLED[0].model_dump_json() + '\n{"id": "x"}\n', encoding="utf-8")
    with pytest.raises(SetError, match=r"labelled\.jsonl:2"):
        load_labelled(file)


def run_command(tmp_path: Path, *more: str) -> Any:
    line = '{"id": "a", "request": {"claims": []}, "expect": {}}\n'
    (tmp_path / "mine.jsonl").write_text(line, encoding="utf-8")
    return CliRunner().invoke(commands.app, ["run", str(tmp_path / "mine.jsonl"), "--judge", *more])


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with scripted(verdict("good")) as server:
        monkeypatch.setenv("ASSISTANT_CHAT_MODEL", "openai:scripted")
        monkeypatch.setenv("ASSISTANT_CHAT_BASE_URL", server.url)
        result = run_command(tmp_path, "--json", str(tmp_path / "run.json"))
    assert result.exit_code == 0 and "Cohen κ 0.00" in result.output.replace("\n", "")
    kept = read_run(tmp_path / "run.json").judge
    assert kept and kept.agreement.labelled == len(load_labelled()) == len(server.requests)


def test_without_a_model_the_command_says_what_to_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ASSISTANT_CHAT_MODEL", raising=False)
    result = run_command(tmp_path)
    assert result.exit_code == 2 and "ASSISTANT_CHAT_MODEL" in result.output
    with pytest.raises(JudgeError, match="nobody"):
        Judge.open(Settings(chat_model="nobody:nothing"), samples.registry())
