"""The command line as processes: what it prints, where, and how it ends."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from assistant.settings import ROOT, Settings

HEADLINE = "我们办了一场全国性AI峰会花了200万，能补多少？"
HEAVY = {"torch", "gradio", "chromadb", "langchain", "langgraph", "transformers", "fastapi"}


@pytest.fixture(scope="module", autouse=True)
def indexed(settings: Settings) -> None:
    assert assistant(settings, "documents", "index").returncode == 0


def assistant(
    settings: Settings, *arguments: str | bytes, given: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Runs ``python -m assistant`` with ``given`` as its standard input."""
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        cwd=ROOT,
        input=given,
        capture_output=True,
        env=os.environ | {"ASSISTANT_DATA_DIR": str(settings.data_dir)} | environment,
        timeout=300,
    )


def result(ended: subprocess.CompletedProcess[bytes]) -> Any:
    assert ended.returncode == 0, ended.stderr.decode()
    return json.loads(ended.stdout)


def highest(answer: dict[str, Any], award_id: str) -> str | None:
    """The highest amount of one award among the answer's."""
    return {each["award_id"]: each["amount"]["high"] for each in answer["awards"]}.get(award_id)


def refusal(ended: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    """The details of a refused ``--json`` call, after a look at their shape."""
    assert ended.returncode == 2, ended.stderr.decode()
    assert ended.stdout == b""
    body = json.loads(ended.stderr)
    assert body.keys() == {"detail"}
    assert all(each.keys() == {"loc", "msg", "type"} for each in body["detail"])
    return list(body["detail"])


def test_the_headline_question(settings: Settings, answer_schema: dict[str, Any]) -> None:
    answer = result(assistant(settings, "ask", HEADLINE, "--json"))
    jsonschema.validate(answer, answer_schema)
    assert highest(answer, "national-event") == "500000"


def test_the_headline_question_for_a_reader(settings: Settings) -> None:
    ended = assistant(settings, "ask", HEADLINE)
    assert ended.returncode == 0
    assert "50万" in ended.stdout.decode()
    assert "第十条" in ended.stdout.decode()


def test_a_session_goes_on_over_calls(settings: Settings) -> None:
    first = result(assistant(settings, "ask", "我们在盐城市区办了全国性人工智能展览会", "--json"))
    again = ("ask", "花了80万，能补多少？", "--session", first["session_id"], "--json")
    second = result(assistant(settings, *again))
    assert highest(second, "national-event") == "240000"


@pytest.mark.parametrize("bad", [("字" * 4001).encode(), "首台套补多少".encode("gbk")])
def test_a_talk_line_by_line_is_one_session_and_survives_a_bad_line(settings: Settings, bad: bytes) -> None:
    lines = ("我们在盐城市区办了全国性人工智能展览会\n".encode(), bad, "花了80万，能补多少？".encode())
    ended = assistant(settings, "ask", "--json", given=b"\n".join(lines))
    assert ended.returncode == 2
    first, second = map(json.loads, ended.stdout.splitlines())
    assert first["session_id"] == second["session_id"]
    assert highest(second, "national-event") == "240000"
    assert json.loads(ended.stderr)["detail"]


def test_a_message_may_come_from_standard_input(settings: Settings) -> None:
    assert result(assistant(settings, "ask", "-", "--json", given="第八条是什么".encode()))["answer"]


@pytest.mark.parametrize("message", ["", "  ", "字" * 4001, b"\xff\xfe"])
def test_a_bad_message_is_refused(settings: Settings, message: str | bytes) -> None:
    assert refusal(assistant(settings, "ask", message, "--json"))


def test_standard_input_that_is_not_utf8_is_refused(settings: Settings) -> None:
    text = "首台套补多少".encode("gbk")
    for arguments in (("ask", "-"), ("ask",), ("award", "calc")):
        (detail,) = refusal(assistant(settings, *arguments, "--json", given=text))
        assert "UTF-8" in detail["msg"]


def test_search_finds_an_address_first(settings: Settings) -> None:
    found = result(assistant(settings, "search", "第八条", "--json"))
    assert found["hits"][0]["clause_id"] == "8"
    shown = assistant(settings, "search", "首台套")
    assert "第一条" in shown.stdout.decode()


def test_search_without_a_hit_ends_with_1(settings: Settings) -> None:
    ended = assistant(settings, "search", "第十五条", "--json")
    assert ended.returncode == 1
    assert json.loads(ended.stdout)["hits"] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", ""),
        ("search", "a", "-k", "0"),
        ("search", "a", "-k", "51"),
        ("search", "a", "-k", "many"),
        ("search", "a", "--document", "none"),
        ("search",),
        ("search", "a", "--no-such-option"),
        ("no-such-command",),
        ("award", "calc", "no-such-file.json"),
    ],
)
def test_a_bad_command_is_refused_with_its_mend(settings: Settings, arguments: tuple[str, ...]) -> None:
    details = refusal(assistant(settings, *arguments, "--json"))
    assert "；" in details[0]["msg"]
    plain = assistant(settings, *arguments)
    assert plain.returncode == 2
    assert plain.stderr.decode().startswith("错误：")
    assert b"Traceback" not in plain.stderr


def test_the_catalogue(settings: Settings) -> None:
    awards = result(assistant(settings, "award", "list", "--json"))
    assert len({each["award_id"] for each in awards}) == 24
    assert "national-event" in assistant(settings, "award", "list").stdout.decode()


def claim(cost: str) -> bytes:
    facts = {"event_level": "national", "event_in_urban_area": True, "fiscal_lump_sum": False}
    applicant = {"region": "亭湖区", "entity_type": "private_enterprise"}
    asked = {"award_id": "national-event", "facts": facts | {"total_cost": "COST"}}
    return json.dumps({"applicant": applicant, "claims": [asked]}).replace('"COST"', cost).encode()


@pytest.mark.parametrize(("cost", "paid"), [('"2000000"', "500000"), ("1000000.1", "300000.03")])
def test_a_calculation_is_exact(settings: Settings, cost: str, paid: str) -> None:
    response = result(assistant(settings, "award", "calc", "--json", "-", given=claim(cost)))
    assert response["awards"][0]["amount"]["high"] == paid
    assert response["total"]["high"] == paid
    shown = assistant(settings, "award", "calc", given=claim(cost)).stdout.decode()
    assert f"{Decimal(paid):,f}" in shown


@pytest.mark.parametrize("cost", ["-1", '"很多"', "NaN", "true", "1e99", '"-1"'])
def test_a_bad_amount_is_refused(settings: Settings, cost: str) -> None:
    assert refusal(assistant(settings, "award", "calc", "--json", "-", given=claim(cost)))


def test_the_documents(settings: Settings) -> None:
    listed = result(assistant(settings, "documents", "list", "--json"))
    assert "yancheng-ai-plus" in {each["document_id"] for each in listed}
    assert result(assistant(settings, "documents", "--json")) == listed


def test_a_damaged_corpus_is_named(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "policy.txt").write_text("一、支持。", encoding="utf-8")
    (tmp_path / "broken" / "document.yaml").write_text("title: [", encoding="utf-8")
    ended = assistant(settings, "documents", "list", "--json", ASSISTANT_CORPUS_DIR=str(tmp_path))
    assert ended.returncode == 3
    assert "document.yaml:" in json.loads(ended.stderr)["detail"][0]["msg"]


@pytest.mark.parametrize(
    "arguments", [(), ("ask",), ("search",), ("award",), ("award", "calc"), ("documents",), ("serve",)]
)
def test_help_is_in_chinese(settings: Settings, arguments: tuple[str, ...]) -> None:
    ended = assistant(settings, *arguments, "--help")
    assert ended.returncode == 0
    assert any("\u4e00" <= character <= "\u9fff" for character in ended.stdout.decode())


def test_a_locale_that_knows_no_chinese_is_no_obstacle(settings: Settings) -> None:
    for arguments in (("search", "首台套"), ("search", "首台套", "--json"), ("award", "list")):
        ended = assistant(settings, *arguments, PYTHONIOENCODING="latin-1", PYTHONUTF8="0", LC_ALL="C")
        assert ended.returncode == 0, ended.stderr.decode()


@pytest.mark.parametrize("arguments", [["search", "首台套"], ["award", "list"], ["documents", "list"]])
def test_a_look_up_is_quick_and_imports_nothing_heavy(settings: Settings, arguments: list[str]) -> None:
    code = f"from assistant.cli import *; run({arguments!r}); print(*sys.modules, file=sys.stderr)"
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        env=os.environ | {"ASSISTANT_DATA_DIR": str(settings.data_dir)},
        timeout=120,
    )
    loaded = {name.split(".")[0] for name in ended.stderr.decode().split()}
    assert "typer" in loaded
    assert not HEAVY & loaded

    assert min(processor_seconds(settings, *arguments) for _ in range(3)) < 1


def processor_seconds(settings: Settings, *arguments: str) -> float:
    """The time one call takes, waiting for other programs on a busy machine not counted."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert assistant(settings, *arguments).returncode == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_a_register_is_screened_and_bad_rows_are_named(settings: Settings, tmp_path: Path) -> None:
    register = tmp_path / "firms.csv"
    register.write_text(
        "企业名称,注册地区,单位类型,活动费用总金额（万元）\n"
        "甲公司,亭湖区,民营企业,200\n"
        "乙公司,东台市,民营企业,200\n"
        "丙公司,亭湖区,民营企业,-5\n",
        encoding="utf-8",
    )
    out = tmp_path / "result.csv"
    report = result(assistant(settings, "award", "screen", str(register), "--out", str(out), "--json"))
    assert (report["firms"], report["bad_rows"]) == (2, 1)
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + 2 * len(report["awards"])
    complaint = (tmp_path / "result-有误.csv").read_text(encoding="utf-8-sig").splitlines()[1]
    assert complaint.startswith("4,活动费用总金额（万元）,-5,")


def test_a_register_that_cannot_be_read_is_refused(settings: Settings, tmp_path: Path) -> None:
    ended = assistant(
        settings, "award", "screen", str(tmp_path / "none.csv"), "--out", str(tmp_path / "o.csv"), "--json"
    )
    assert refusal(ended)
    assert not (tmp_path / "o.csv").exists()
