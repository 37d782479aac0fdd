"""What is kept of users' words, and what is not."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest

from assistant.contract import Answer
from assistant.feedback import store as module
from assistant.feedback.privacy import MASK, masked
from assistant.feedback.store import FeedbackStore


@pytest.fixture
def feedback(tmp_path: Path) -> FeedbackStore:
    return FeedbackStore(tmp_path / "new" / "feedback.sqlite")


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("请打13912345678找我", "13912345678"),
        ("电话 139 1234 5678", "1234"),
        ("座机0515-88123456", "88123456"),
        ("身份证32090219900101123X在这里", "32090219900101123X"),
        ("代码91320900MA1ABCDE5X", "91320900MA1ABCDE5X"),
        ("发到zhang.san@example.com", "zhang"),
        ("见 https://example.com/a?b=1 。", "example"),
        ("我们盐城某某智能科技有限公司想申请", "智能科技"),
        ("我叫张三丰", "张三丰"),
        ("我是李女士", "李"),
        ("卡号6222 0210 0100 1234 567", "6222"),
    ],
)
def test_who_it_was_is_masked(text: str, gone: str) -> None:
    assert gone not in masked(text)
    assert MASK in masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "我们办了一场全国性AI峰会花了200万，能补多少？",
        "花了13800000000元",
        "参数量13000000000个的大模型",
        "亭湖区的民营企业能申请哪些奖补",
        "2026-05-01申报",
        "第十条怎么写的",
        "总费用1234567.89元",
    ],
)
def test_what_was_asked_stays(text: str) -> None:
    assert masked(text) == text


def test_a_later_vote_replaces_the_earlier_one(feedback: FeedbackStore) -> None:
    feedback.vote("s" * 32, 1, True, "", "问", "答")
    feedback.vote("s" * 32, 1, False, "金额不对，电话13912345678", "问", "答")
    feedback.vote("s" * 32, 2, True, "", "再问", "再答")
    assert [vote.up for vote in feedback.votes()].count(False) == 1
    assert feedback.counts() == {"up": 1, "down": 1, "reports": 0, "unanswered": 0}
    assert "139" not in "".join(vote.reason for vote in feedback.votes())
    assert b"s" * 32 not in b"".join(path.read_bytes() for path in _files(feedback))


def test_unanswered_questions_are_counted_and_others_not_kept(feedback: FeedbackStore) -> None:
    for message, status in (
        ("今天 天气", "out_of_scope"),
        ("今天  天气", "out_of_scope"),
        ("算力券给多少", "not_specified"),
        ("能补多少", "answered"),
        ("能补多少", "needs_input"),
    ):
        feedback.heard(message, Answer(session_id="s", status=status, answer="答"))  # type: ignore[arg-type]
    assert [(one.question, one.count, one.status) for one in feedback.unanswered()] == [
        ("今天 天气", 2, "out_of_scope"),
        ("算力券给多少", 1, "not_specified"),
    ]


def test_the_file_does_not_grow_without_end(feedback: FeedbackStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_ROWS", 3)
    for number in range(6):
        feedback.report("回答", f"第{number}处", "问" * 2000, "答")
    assert [report.reason for report in feedback.reports()] == ["第5处", "第4处", "第3处"]
    assert len(feedback.reports()[0].message) == module.MAX_CHARACTERS


def test_many_threads_lose_nothing(feedback: FeedbackStore) -> None:
    answer = Answer(session_id="s", status="out_of_scope", answer="答")
    threads = [Thread(target=feedback.heard, args=("天气", answer)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert feedback.unanswered()[0].count == 20


def _files(feedback: FeedbackStore) -> list[Path]:
    return [path for path in feedback._path.parent.iterdir() if path.is_file()]
