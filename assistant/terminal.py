"""The contract's records laid out for a terminal; nothing here computes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.markdown import Markdown
from rich.progress import Progress, TaskID
from rich.table import Table
from rich.text import Text

from assistant.contract import (
    Answer,
    AwardInfo,
    CalculationResponse,
    ClauseHit,
    DocumentInfo,
    Eligibility,
    SearchResponse,
    Total,
)

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.awards.batch import ScreenReport
    from assistant.retrieval.build import IndexReport

_ELIGIBILITY: dict[Eligibility, str] = {"eligible": "符合", "ineligible": "不符合", "unknown": "尚待核实"}
_STATUS = {"draft": "征求意见稿", "in_force": "有效", "expired": "已失效"}


def answer_view(answer: Answer) -> Group:
    """The answer as Markdown, then of its record what the Markdown does not already show."""
    quoted = (cited for cited in answer.citations if cited.quote not in answer.answer)
    parts: list[Markdown | Text] = [Markdown(answer.answer), Text()]
    parts += _section("请补充", (_question(question.text, question.choices) for question in answer.questions))
    parts += _section("出处", (f"[{cited.n}] {cited.label}：{cited.quote}" for cited in quoted))
    parts += _section("说明", answer.notices)
    parts += _section("还可以问", answer.suggestions)
    parts.append(Text(f"会话 {answer.session_id}", style="dim"))
    return Group(*parts)


def search_view(response: SearchResponse) -> Group:
    """Each hit with what matched made bold."""
    if not response.hits:
        return Group(Text(f"没有找到与“{response.query}”有关的条款。"))
    return Group(*(_hit(hit) for hit in response.hits))


def awards_view(awards: Iterable[AwardInfo]) -> Table:
    """The catalogue, one award a row."""
    table = _table("award_id", "名称", "条", "金额", "所需事实")
    for award in awards:
        facts = ", ".join(fact.fact for fact in award.facts)
        table.add_row(award.award_id, award.name, award.clause_id, award.amount_text, facts)
    return table


def calculation_view(response: CalculationResponse) -> Group:
    """Each claim with its reasons and working, then the total."""
    parts: list[Text] = []
    for award in response.awards:
        head = f"{award.name}（{award.award_id}）：{_ELIGIBILITY[award.eligibility]}，{award.amount.text}"
        parts.append(Text(head, style="bold"))
        parts += [Text(f"  {line.text}") for line in (*award.reasons, *award.trace)]
        if award.missing:
            parts.append(Text(f"  还需：{'、'.join(award.missing)}"))
        parts += [Text(f"  {notice}", style="dim") for notice in award.notices]
    parts.append(Text(_total(response.total), style="bold"))
    parts += _section("说明", response.notices)
    return Group(*parts)


def documents_view(documents: Iterable[DocumentInfo]) -> Table:
    """The documents, one a row."""
    table = _table("document_id", "标题", "状态", "地区", "有效期至", "条数")
    for each in documents:
        until = each.valid_until.isoformat() if each.valid_until else ""
        row = (each.document_id, each.title, _STATUS[each.status], each.region, until, str(each.clauses))
        table.add_row(*row)
    return table


def console() -> Console:
    """Standard output, which may be a pipe of another encoding or a closed one."""
    return Console(highlight=False)


@contextmanager
def progress_bars() -> Iterator[Callable[[str, int, int], None]]:
    """A bar for each kind of work, on standard error; takes the work, how much is done, of how much."""
    bars = Progress(*Progress.get_default_columns(), console=Console(stderr=True))
    tasks: dict[str, TaskID] = {}

    def told(work: str, done: int, total: int) -> None:
        if work not in tasks:
            bars.start()
            tasks[work] = bars.add_task(work, total=total)
        bars.update(tasks[work], completed=done)

    try:
        yield told
    finally:
        bars.stop()


def index_view(report: IndexReport) -> Text:
    """What the building of the index did."""
    done = f"用时 {report.seconds:.1f} 秒" if report.built else "已是最新"
    return Text(f"索引{done}：{report.clauses} 条，{report.questions} 个问法")


def screen_view(report: ScreenReport, out: Path, bad: Path) -> Group:
    """How many firms each award is open to, and where the results lie."""
    table = _table("奖补", *_ELIGIBILITY.values())
    for award_id, verdicts in report.awards.items():
        table.add_row(award_id, *(str(verdicts.get(verdict, 0)) for verdict in _ELIGIBILITY))
    lines = [f"核对 {report.firms} 家企业，结果在 {out}"]
    if report.bad_rows:
        lines.append(f"{report.bad_rows} 行有误、没有核对，错在哪里见 {bad}")
    if report.ignored_columns:
        lines.append(f"没有用到的列：{'、'.join(report.ignored_columns)}")
    return Group(table, Text(), *(Text(line) for line in (*lines, *report.notices)))


def _hit(hit: ClauseHit) -> Text:
    text = Text(hit.text)
    for start, end in hit.highlights:
        text.stylize("bold yellow", start, end)
    head = Text(f"{hit.label}　{hit.heading}", style="bold")
    units = f"\n责任单位：{'、'.join(hit.responsible_units)}" if hit.responsible_units else ""
    return Text.assemble(head, "\n", text, (f"{units}\n", "dim"))


def _question(text: str, choices: tuple[str, ...]) -> str:
    return f"{text}（{' / '.join(choices)}）" if choices else text


def _section(title: str, lines: Iterable[str]) -> list[Text]:
    shown = [Text(f"  {line}") for line in lines]
    return [Text(title, style="bold"), *shown] if shown else []


def _table(*columns: str) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _total(total: Total) -> str:
    low, high = (f"{Decimal(amount):,f}" for amount in (total.low, total.high))
    amount = f"{high} 元" if low == high else f"{low} 至 {high} 元"
    unnamed = f"；另有未写明金额的：{'、'.join(total.unspecified)}" if total.unspecified else ""
    return f"合计：{amount}{unnamed}"
