"""The staff area: shut without staff, shut to strangers, open to who signs in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import bcrypt
import httpx
import jwt
import pytest

from assistant.errors import AssistantError
from assistant.feedback.store import FeedbackStore
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.web.evaluation import report_file
from assistant.web.server import create_app
from assistant.web.staff.signing import COOKIE, MAX_FAILURES, Staff
from tests.serving import served

PASSWORD = "correct horse 正确"
HASH = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()


@pytest.fixture
def staffed(assistant: Assistant, tmp_path: Path) -> Iterator[httpx.Client]:
    report = tmp_path / "report.html"
    report.write_text("<!doctype html><p>评测报告</p>", encoding="utf-8")
    users = tmp_path / "staff"
    users.write_text(f"zhang:{HASH}\n", encoding="utf-8")
    changes = {"data_dir": tmp_path, "staff_file": users, "evaluation_report": report}
    (tmp_path / "index").symlink_to(assistant.warm().settings.data_dir / "index")
    inner = Assistant(assistant.settings.model_copy(update=changes)).warm()
    with (
        served(create_app(inner, page=False)) as address,
        httpx.Client(base_url=address, timeout=30, trust_env=False) as client,
    ):
        yield client


def sign_in(client: httpx.Client, name: str = "zhang", password: str = PASSWORD) -> httpx.Response:
    return client.post("/staff", data={"name": name, "password": password})


def test_without_staff_there_is_no_area(client: httpx.Client) -> None:
    for path in ("/staff", "/staff/reports", "/evaluation"):
        assert client.get(path).status_code == 404
    assert sign_in(client).status_code == 404


def test_strangers_see_the_sign_in_and_nothing_else(staffed: httpx.Client, tmp_path: Path) -> None:
    FeedbackStore(tmp_path / "feedback.sqlite").report("回答", "秘密")
    key = b"x" * 32
    forged = jwt.encode({"sub": "zhang", "exp": 4102444800}, key, algorithm="HS256")
    unsigned = jwt.encode({"sub": "zhang", "exp": 4102444800}, "", algorithm="none")
    real = Staff({"zhang": HASH.encode()}, (tmp_path / "staff.key").read_bytes())
    gone = Staff({"li": HASH.encode()}, (tmp_path / "staff.key").read_bytes()).cookie("li")
    assert real.name(gone) is None
    for cookie in ("", forged, unsigned, gone, real.cookie("zhang")[:-2] + "xx"):
        for page in ("unanswered", "reports", "votes"):
            answer = staffed.get(f"/staff/{page}", headers={"Cookie": f"{COOKIE}={cookie}"})
            assert answer.status_code == 401
            assert "秘密" not in answer.text


def test_who_signs_in_reads_what_was_said(staffed: httpx.Client, tmp_path: Path) -> None:
    feedback = FeedbackStore(tmp_path / "feedback.sqlite")
    feedback.report("全国性活动补贴", "<script>alert(1)</script>", "问", "答")
    feedback.vote("s", 1, False, "看不懂", "问", "答")
    entered = sign_in(staffed)
    assert entered.status_code == 303
    cookie = entered.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    # A question out of scope, asked over REST, is counted.
    staffed.post("/api/chat", json={"message": "今天天气怎么样，电话13912345678"})
    unanswered = staffed.get("/staff/unanswered").text
    assert "今天天气怎么样" in unanswered
    assert "13912345678" not in unanswered
    reports = staffed.get("/staff/reports")
    assert "全国性活动补贴" in reports.text
    assert "<script>" not in reports.text
    assert "default-src 'none'" in reports.headers["content-security-policy"]
    assert "看不懂" in staffed.get("/staff/votes").text
    in_english = staffed.get("/staff/votes?lang=en").text
    assert "Ratings" in in_english
    assert 'href="/staff/reports?lang=en"' in in_english
    staffed.post("/staff/sign-out")
    assert staffed.get("/staff/reports").status_code == 401


def test_the_report_is_for_everybody_and_runs_no_script(staffed: httpx.Client, tmp_path: Path) -> None:
    report = staffed.get("/evaluation")
    assert "评测报告" in report.text
    assert report.headers["content-security-policy"].startswith(
        "sandbox allow-same-origin; default-src 'none'"
    )
    (tmp_path / "report.html").unlink()
    assert staffed.get("/evaluation").status_code == 404
    # Where the settings name none, the one in the data folder is shown.
    (tmp_path / "evaluation.html").write_text("<p>另一份", encoding="utf-8")
    settings = Settings(data_dir=tmp_path)
    assert report_file(settings) == tmp_path / "evaluation.html"


def test_guessing_is_slowed_down(staffed: httpx.Client) -> None:
    for _ in range(MAX_FAILURES):
        assert sign_in(staffed, password="wrong").status_code == 401
    assert sign_in(staffed).status_code == 429


@pytest.mark.parametrize("line", ["zhang", "zhang:plain", ":x", "zhang:$1$old"])
def test_a_bad_line_is_named(assistant: Assistant, line: str) -> None:
    with pytest.raises(AssistantError, match="htpasswd"):
        Staff.of(assistant.settings.model_copy(update={"staff": line}))
