"""Every reply text is heard: by a case of the sets, or, where none can bring it out, by a test here."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.answers.citations import CitationBook
from assistant.answers.clause_writer import ClauseWriter
from assistant.answers.replies import Replies
from assistant.contract import Answer
from assistant.conversation.check import Check
from assistant.conversation.session import SessionState
from assistant.conversation.turn import Turn
from assistant.service import Assistant
from assistant.settings import Settings
from evals.judged import Judged
from evals.reply_coverage import WITHOUT_A_CASE, unheard
from tests.evals import samples

REPLIES = Settings().prompts_dir / "replies.yaml"


def heard(*texts: str) -> set[str]:
    """The names of ``WITHOUT_A_CASE`` that stand in ``texts``."""
    bodies = [{**samples.refusal(), "answer": text} for text in texts]
    silent = unheard(REPLIES, [samples.judged(samples.refusal_case(), body) for body in bodies])
    return set(WITHOUT_A_CASE) - set(silent)


def test_every_reply_text_has_a_case(judged: tuple[Judged, ...]) -> None:
    assert set(unheard(REPLIES, judged)) - WITHOUT_A_CASE == set()


@pytest.mark.parametrize(
    ("status", "text"), [("in_force", "validity_in_force"), ("expired", "title_expired")]
)
def test_a_document_in_force_and_one_past_its_time(
    tmp_path: Path, settings: Settings, status: str, text: str
) -> None:
    corpus = shutil.copytree(settings.corpus_dir, tmp_path / "corpus")
    policy = corpus / "yancheng-ai-plus"
    _change(policy / "document.yaml", "status: draft", f"status: {status}\nvalid_from: 2026-01-01")
    _change(policy / "scope.yaml", r"^draft:\n(  .*\n)+", "")
    other = Assistant.open(settings.model_copy(update={"corpus_dir": corpus, "data_dir": tmp_path / "data"}))
    texts = [other.chat(message).answer for message in ("这份文件有效期到什么时候", "你好")]
    assert heard(*texts) == {text}


def test_a_reading_is_called_one(assistant: Assistant) -> None:
    reading = next(d for d in assistant.registry.documents if d.source == "interpretation")
    writer = ClauseWriter(Replies.load(REPLIES), reading, None)
    section = writer.about(reading.clauses[0], [], None, "answered", CitationBook())
    assert heard(*section.paragraphs) == {"interpretation"}


def test_a_figure_without_proof_is_blocked() -> None:
    state, today = SessionState(session_id="s"), datetime.now(UTC).date()
    turn = Turn("能补多少", state, today, today, state)
    turn.answer = Answer(session_id="s", status="answered", answer="可得77万元。")
    Check(Replies.load(REPLIES))(turn)
    assert heard(turn.answer.answer) == {"blocked"} and "77" not in turn.answer.answer


def _change(file: Path, old: str, new: str) -> None:
    text, count = re.subn(old, new, file.read_text(encoding="utf-8"), flags=re.M)
    assert count == 1
    file.write_text(text, encoding="utf-8")


def test_texts_that_no_case_brings_out(tmp_path: Path) -> None:
    replies = tmp_path / "replies.yaml"
    replies.write_text(
        "replies:\n"
        '  heard: {text: "这不在{what}范围内。"}\n'
        '  unheard: {text: "请稍候{n}分钟。"}\n'
        '  anything: {text: "{a}：{b}"}\n',
        encoding="utf-8",
    )
    assert unheard(replies, [samples.judged(samples.refusal_case(), samples.refusal())]) == ("unheard",)
