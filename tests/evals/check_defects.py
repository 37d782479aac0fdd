"""One planted defect, or more, for every check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from evals.cases import AnyCase
from tests.evals import samples

Body = dict[str, Any]


@dataclass(frozen=True)
class Defect:
    """``spoil`` turns the good reply to ``case`` into one that ``check`` must catch."""

    check: str
    name: str
    case: AnyCase
    good: Body
    spoil: Callable[[Body], Any]


def _replaced(old: str, new: str) -> Callable[[Body], Body]:
    return lambda body: {**body, "answer": body["answer"].replace(old, new)}


def _added(text: str) -> Callable[[Body], Body]:
    return lambda body: {**body, "answer": body["answer"] + text}


def _set(*path: str | int, to: Any) -> Callable[[Body], Body]:
    def spoil(body: Body) -> Body:
        place: Any = body
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = to
        return body

    return spoil


def _answer(check: str, name: str, spoil: Callable[[Body], Any]) -> Defect:
    return Defect(check, name, samples.dialogue_case(), samples.answer(), spoil)


def _calculation(check: str, name: str, spoil: Callable[[Body], Any]) -> Defect:
    return Defect(check, name, samples.award_case(), samples.calculation(), spoil)


def defects() -> list[Defect]:
    neighbour = samples.citation(1, "2", "对使用智算服务的企事业单位，通过“算力券”方式给予补助")
    return [
        _answer("replied", "a crash", lambda _: "RuntimeError: boom"),
        _answer("replied", "a good message refused", lambda _: [{"loc": [], "msg": "", "type": ""}]),
        _answer(
            "readable", "no session id", lambda body: {k: v for k, v in body.items() if k != "session_id"}
        ),
        _answer("readable", "a binary float", _set("awards", 0, "amount", "high", to=500000.0)),
        _answer("status", "a refusal", _set("status", to="out_of_scope")),
        _answer("clauses", "the neighbouring clause", _set("citations", 0, to=neighbour)),
        _answer("awards", "a wrong amount", _set("awards", 0, "amount", "high", to="600000")),
        _answer("awards", "fixed instead of a ceiling", _set("awards", 0, "amount", to=_fixed("500000"))),
        _answer("awards", "an award left out", lambda body: {**body, "awards": body["awards"][:1]}),
        _answer("total", "a wrong total", _set("total", "high", to="500000")),
        _answer("total", "no total", _set("total", to=None)),
        _answer("say", "50 inside 150", lambda body: {**body, "answer": "最高150万元，征求意见稿。"}),
        _answer("never_say", "the figure asserted", _added("您能拿到60万元。")),
        _answer("never_say", "asserted in Chinese numerals", _added("您能拿到六十万元。")),
        _answer("never_say", "asserted in digits", _added("您能拿到600,000元。")),
        _answer("grounded", "a figure of another city", _added("另有80万元。")),
        _answer("grounded", "in Chinese numerals", _added("另有八十万元。")),
        _answer("grounded", "a percentage", _added("按百分之四十补贴。")),
        _answer("grounded", "an end of a range", _added("在50－90万元之间。")),
        _answer("grounded", "spoken only", _set("spoken", to="最高70万元。")),
        _answer("grounded", "a quote nobody wrote", _invented_quote),
        _answer("valid", "fixed with two ends", _set("awards", 1, "amount", "low", to="400000")),
        _answer("valid", "ineligible and paid", _set("awards", 1, "eligibility", to="ineligible")),
        _answer("valid", "unknown, nothing missing", _set("awards", 1, "eligibility", to="unknown")),
        _answer("valid", "needs_input without a question", _set("status", to="needs_input")),
        _answer("valid", "projects that do not add up", _set("total", "projects", 0, "high", to="1")),
        _answer("valid", "too long to read out", _set("spoken", to="长" * 121)),
        _answer("citations", "the neighbouring clause", _set("citations", 0, "clause_id", to="2")),
        _answer("citations", "offsets one off", _set("citations", 0, "start", to=1)),
        _answer("citations", "a mark to nothing", _added("见[7]。")),
        _answer("citations", "one number twice", _set("citations", 1, "n", to=1)),
        _answer("citations", "an unknown document", _set("citations", 0, "document_id", to="nanjing")),
        _answer("citations", "an unknown clause", _set("citations", 0, "clause_id", to="15")),
        _answer("citations", "called a rule", _set("citations", 0, "source", to="rule")),
        _answer("draft", "not called a draft", _replaced("文件是征求意见稿。", "")),
        Defect("found", "the neighbour first", samples.lookup_case("2"), samples.search("2", "3"), _turned),
        Defect(
            "found", "the least bad", samples.lookup_case(), samples.search(), lambda _: samples.search("3")
        ),
        _calculation("results", "a wrong amount", _set("awards", 0, "amount", to=_fixed("100000"))),
        _calculation("results", "another order", lambda body: {**body, "awards": body["awards"][::-1]}),
        _calculation("results", "a wrong eligibility", _set("awards", 0, "eligibility", to="unknown")),
        _calculation("missing", "nothing missing", _set("awards", 2, "missing", to=["sets"])),
        _calculation("reasons", "another clause", _set("awards", 1, "reasons", 0, "clause_id", to="1")),
        _calculation("sums", "a wrong total", _set("total", "high", to="1300000")),
        _calculation("projects", "a wrong project", _set("total", "projects", 0, "low", to="0")),
        _calculation("projects", "the wrong one counted", _set("total", "projects", 0, "counted", to=["x"])),
        _calculation("proofs", "words nobody wrote", _set("awards", 1, "reasons", 0, "quote", to="一律不补")),
        _calculation("rules", "parts unlike the sum", _set("total", "projects", 1, "high", to="1")),
    ]


def _fixed(amount: str) -> Body:
    return {"kind": "fixed", "low": amount, "high": amount, "currency": "CNY", "text": ""}


def _invented_quote(body: Body) -> Body:
    body["citations"].append({**body["citations"][0], "n": 3, "quote": "每台奖励90万元"})
    return {**body, "answer": body["answer"] + "每台奖励90万元[3]。"}


def _turned(body: Body) -> Body:
    return {**body, "hits": body["hits"][::-1]}
