"""The contract's records laid out for a terminal; nothing here computes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from string import ascii_lowercase
from typing import TYPE_CHECKING

from rich.console import Console, Group
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
    from assistant.index import Updated
    from assistant.retrieval.confirmed import Learning
    from assistant.retrieval.why import HitExplanation, SearchExplanation

_ELIGIBILITY: dict[Eligibility, str] = {"eligible": "符合", "ineligible": "不符合", "unknown": "尚待核实"}
_FOUND_BY = {"named": "按条号或责任单位", "questions": "按来电问法", "words": "按条款用词"}
_FIELDS = {
    "grams": "正文的字",
    "words": "正文的词",
    "heading": "标题",
    "context": "上级标题和文件名",
    "numbers": "数字",
}
#: Tokens of a field that an explanation shows; the rest add less.
_SHOWN = 8
#: How many documents are named that were added or changed.
_NAMED = 10
#: What is said of learning from confirmed questions.
LEARNED: dict[Learning, str] = {
    "learned": "已从确认过的问法学习；此后的查询和正在运行的服务都会用上",
    "unchanged": "确认过的问法没有变动，上次学到的照用",
    "too_little": "没有学习：确认过的问法还太少，或条款还太少、没有训练过语义向量",
}
_STATUS = {"draft": "征求意见稿", "in_force": "有效", "expired": "已失效"}


def answer_view(answer: Answer) -> Group:
    """The answer as Markdown, then of its record what the Markdown does not already show."""
    quoted = (cited for cited in answer.citations if cited.quote not in answer.answer)
    from rich.markdown import Markdown

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


def explanation_view(found: SearchExplanation) -> Group:
    """How the query was understood, then for each hit what spoke for it: field, words, scores."""
    corrected = "（改正了错别字）" if found.corrected else ""
    said = "、".join(f"{word} {nats:.1f}" for word, nats in found.said.items())
    head = [f"理解为：{found.understood}{corrected}", f"有意义的词和分量：{said or '无'}"]
    if not found.hits:
        head.append("没有找到有关的条款。")
    hits = (line for hit in found.hits for line in _why(hit))
    return Group(*map(Text, head), *hits)


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
def progress_bars(aside: bool = False) -> Iterator[Callable[[str, int, int], None]]:
    """A bar for each kind of work, on standard error; takes the work, how much is done, of how much.

    ``aside``: the work is not what was asked for, so that only a person at a terminal is told.
    """
    console = Console(stderr=True)
    bars = Progress(
        *Progress.get_default_columns(), console=console, disable=aside and not console.is_terminal
    )
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


def index_view(report: Updated) -> Text:
    """What bringing the index up to date did."""
    done = f"用时 {report.seconds:.1f} 秒" if report.built else "已是最新"
    changes = (("新增", report.added), ("有改动", report.changed), ("去掉", report.removed))
    lines = [f"{change}：{_some(named)}" for change, named in changes if named]
    if report.learned == "learned":
        lines.append(LEARNED[report.learned])
    return Text("\n".join([f"索引{done}：{report.clauses} 条，{report.questions} 个问法", *lines]))


def _some(names: tuple[str, ...]) -> str:
    return "、".join(names[:_NAMED]) + (f" 等 {len(names)} 份" if len(names) > _NAMED else "")


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


def _why(hit: HitExplanation) -> Iterator[Text]:
    yield Text()
    yield Text(f"{hit.label}　{hit.heading}　{hit.score:.4f}　{_FOUND_BY[hit.by]}", style="bold")
    if (evidence := hit.evidence) is None:
        return
    told = [
        ("用词占最佳", evidence.lexical),
        ("问话内容在条款中的比例", evidence.coverage),
        ("语义占最近", evidence.vector or None),
        ("按来电问法的可能", evidence.meant),
        ("与文件无关的可能", evidence.none),
    ]
    yield Text("  " + "；".join(f"{name} {value:.4f}" for name, value in told if value is not None))
    for field in hit.fields:
        named = _numbers(field.tokens) if field.field == "numbers" else field.tokens
        tokens = "、".join(f"{token} {score:.2f}" for token, score in [*named.items()][:_SHOWN])
        yield Text(f"  {_FIELDS[field.field]} {field.score:.2f}：{tokens}", style="dim")


def _numbers(tokens: Mapping[str, float]) -> dict[str, float]:
    """The tokens of numbers for people: n500000 is a value, money500000 one with its unit."""
    value = {token: token.lstrip(ascii_lowercase) for token in tokens}
    plain = {token: "数值" if token == f"n{value[token]}" else "数值和单位" for token in tokens}
    return {f"{plain[token]} {value[token]}": score for token, score in tokens.items()}


def _hit(hit: ClauseHit) -> Text:
    text = Text(hit.text)
    for start, end in hit.highlights:
        text.stylize("bold yellow", start, end)
    head = Text(f"{hit.label}　{hit.heading}", style="bold")
    units = f"\n责任单位：{'、'.join(hit.responsible_units)}" if hit.responsible_units else ""
    status = _STATUS.get(hit.status or "", "")
    document = f"\n《{hit.title}》（{status}，版本 {hit.version}）"
    return Text.assemble(head, "\n", text, (f"{units}{document}\n", "dim"))


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
