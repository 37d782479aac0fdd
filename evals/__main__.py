"""``python -m evals``: run sets, compare runs, report, import tables, raise floors, show coverage.

Exit status: 0 when all is well, 1 when a gate is not reached, 2 when the input is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from evals import comparing
from evals.cases import DialogueCase, SetError, load_sets
from evals.gates import GATES_FILE, GateError, check_gates, load_gates, raised, write_gates
from evals.importing import TableError, import_table, to_line
from evals.judge.agreement import load_labelled
from evals.judge.asking import Judge, JudgeError
from evals.judge.judging import JudgeReport, answers, judge_run
from evals.judged import Judged, judge_all
from evals.record import RecordError, Run, circumstances, read_run, record, write_run
from evals.report import judge_line, measured_names, shown_as, to_html, to_markdown

SETS = Path(__file__).parent / "sets"

#: Columns that the name of a metric takes, and the figures of a set.
_NAME_WIDTH, _SET_WIDTH = 28, 12

app = typer.Typer(add_completion=False, no_args_is_help=True, help="评测：跑评测集、比较两次运行、出报告。")
console = Console()
errors = Console(stderr=True)

Json = Annotated[Path | None, typer.Option("--json", help="运行记录写到这个文件")]
Html = Annotated[Path | None, typer.Option("--html", help="网页报告写到这个文件")]
Markdown = Annotated[Path | None, typer.Option("--markdown", help="Markdown 报告写到这个文件")]


@app.command()
def run(
    sets: Annotated[list[Path] | None, typer.Argument(help="评测集（.jsonl）；不写就是全部")] = None,
    against: Annotated[str | None, typer.Option(help="正在运行的服务地址；不写就在本进程内评测")] = None,
    json: Json = None,
    html: Html = None,
    markdown: Markdown = None,
    workers: Annotated[int, typer.Option(min=1, help="同时提问的个数")] = 2,
    resume: Annotated[bool, typer.Option("--resume", help="接着上次没跑完的继续（需要 --json）")] = False,
    gates: Annotated[Path, typer.Option(help="门槛文件")] = GATES_FILE,
    judge: Annotated[
        bool, typer.Option("--judge", help="再请大模型评判每个回答（ASSISTANT_CHAT_MODEL）")
    ] = False,
) -> None:
    """跑评测集，列出结果；有门槛未达到时退出码为 1。"""
    from assistant.documents.registry import load_registry
    from assistant.settings import Settings
    from evals.asking import ask_all
    from evals.targets import InProcess, OverRest

    with _told():
        paths = sets or sorted(SETS.glob("*.jsonl"))
        loaded = load_sets(paths)
        bars = load_gates(gates)
        started = datetime.now(UTC)
        settings = Settings()
        registry = load_registry(settings.corpus_dir)
        judging = Judge.open(settings, registry) if judge else None
        talks = any(isinstance(case, DialogueCase) for found in loaded for case in found.cases)
        target = OverRest(against) if against else InProcess.open(settings, warm=talks)
        journal = json.with_suffix(".journal.jsonl") if json else None
        if journal and not resume:
            journal.unlink(missing_ok=True)
        with _progress(sum(len(found.cases) for found in loaded)) as advance:
            observations = ask_all(loaded, target, workers, journal, advance)
        judged = judge_all(loaded, observations, registry)
        opinions = _opinions(judging, settings.chat_model, judged, workers) if judging else None
        where = circumstances(started, target.name, workers, paths)
        done = record(where, judged, check_gates(bars, judged), opinions)
    if json:
        write_run(done, json)
    _write(done, html, markdown)
    _show(done)
    raise typer.Exit(0 if all(result.passed for result in done.gates) else 1)


@app.command()
def compare(before: Path, after: Path, html: Html = None, markdown: Markdown = None) -> None:
    """比较两次运行：修好了什么，弄坏了什么，是否可能只是偶然。"""
    with _told():
        new = read_run(after)
        found = comparing.compare(read_run(before).judged(), new.judged())
    _write(new, html, markdown, found)
    table = Table("范围", "修好", "弄坏", "一直通过", "一直未通过", "McNemar p")
    for name, change in found.rows():
        counts = (len(change.fixed), len(change.broken), change.both_passed, change.both_failed)
        table.add_row(name, *map(str, counts), f"{change.p:.3g}")
    console.print(table)
    for title, keys in (("弄坏", found.all.broken), ("修好", found.all.fixed), ("无法配对", found.unpaired)):
        if keys:
            console.print(f"{title}：" + " ".join("/".join(key) for key in keys))


@app.command()
def report(run_file: Path, html: Html = None, markdown: Markdown = None) -> None:
    """把一次运行的记录写成报告。"""
    with _told():
        found = read_run(run_file)
    _write(found, html, markdown)
    _show(found)


@app.command(name="import")
def import_questions(table: Path, out: Annotated[Path, typer.Option("--out", help="写到这个评测集")]) -> None:
    """把问答表（.csv、.xlsx）变成待补全的用例，并列出没有采用的行。"""
    with _told():
        found = import_table(table)
    out.write_text("".join(to_line(case) + "\n" for case in found.cases), encoding="utf-8")
    console.print(f"采用 {len(found.cases)} 行，写入 {out}；请补全每行的 expect。")
    for reason in found.rejected:
        errors.print(f"未采用 {reason}", markup=False)


@app.command()
def gates(
    run_file: Path,
    lift: Annotated[bool, typer.Option("--raise", help="把下限提到这次达到的水平")] = False,
    file: Annotated[Path, typer.Option(help="门槛文件")] = GATES_FILE,
) -> None:
    """用一次运行的记录核对门槛；下限只升不降。"""
    with _told():
        found = read_run(run_file)
        bars = load_gates(file)
        results = check_gates(bars, found.judged())
        if lift:
            write_gates(raised(bars, found.judged()), file)
    _show_gates(found.model_copy(update={"gates": results}))
    raise typer.Exit(0 if all(result.passed for result in results) else 1)


@app.command()
def coverage(
    sets: Annotated[list[Path] | None, typer.Argument(help="不写就是全部")] = None,
    run_file: Annotated[Path | None, typer.Option("--run", help="再看这次运行用到了哪些回答用语")] = None,
) -> None:
    """每个条款、奖补、事实、状态各有多少用例；有空白时退出码为 1。"""
    from assistant.service import Assistant
    from assistant.settings import Settings
    from evals.coverage import coverage as count
    from evals.reply_coverage import WITHOUT_A_CASE, unheard

    with _told():
        loaded = load_sets(sets or sorted(SETS.glob("*.jsonl")))
        settings = Settings()
        assistant = Assistant.open(settings)
        replies: tuple[str, ...] = ()
        if run_file:
            silent = unheard(settings.prompts_dir / "replies.yaml", read_run(run_file).judged())
            replies = tuple(name for name in silent if name not in WITHOUT_A_CASE)
        found = count(loaded, assistant.ruled_document, assistant.awards())
    for kind, counts in found.counts.items():
        console.print(f"{kind}：" + "，".join(f"{name} {count}" for name, count in counts.items()))
    holes = (*found.holes, *(f"reply {name}" for name in replies))
    for hole in holes:
        errors.print(f"没有用例：{hole}", markup=False)
    raise typer.Exit(1 if holes else 0)


@contextmanager
def _told() -> Iterator[None]:
    """Errors that a user can mend are told in their own words, without a traceback."""
    from assistant.errors import AssistantError

    try:
        yield
    except (SetError, GateError, RecordError, TableError, JudgeError, AssistantError) as error:
        errors.print(str(error), markup=False, soft_wrap=True)
        raise typer.Exit(2) from None


@contextmanager
def _progress(total: int, words: str = "评测") -> Iterator[Callable[[], None]]:
    columns = (TextColumn(words), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)


def _opinions(judge: Judge, model: str, judged: Sequence[Judged], workers: int) -> JudgeReport:
    labelled = load_labelled()
    with _progress(len(labelled) + len(list(answers(judged))), "评判") as advance:
        return judge_run(judge, model, labelled, judged, workers, advance)


def _write(
    run: Run, html: Path | None, markdown: Path | None, found: comparing.Comparison | None = None
) -> None:
    if html:
        html.write_text(to_html(run, found), encoding="utf-8")
    if markdown:
        markdown.write_text(to_markdown(run, found), encoding="utf-8")


def _show(run: Run) -> None:
    names = list(run.metrics)
    # As many sets side by side as the terminal shows whole.
    abreast = max(1, (console.width - _NAME_WIDTH) // _SET_WIDTH)
    for first in range(0, len(names), abreast):
        shown = names[first : first + abreast]
        table = Table("指标", *("全部" if name == "*" else name for name in shown))
        for metric, words in measured_names(run).items():
            table.add_row(words, *(shown_as(run.metrics[name].get(metric), metric, False) for name in shown))
        console.print(table)
    if run.judge:
        console.print(judge_line(run.judge))
    _show_gates(run)


def _show_gates(run: Run) -> None:
    for result in run.gates:
        if not result.passed:
            value = "没有可评的用例" if result.value is None else f"{result.value:.4g}"
            errors.print(f"门槛未达到：{result.gate.name}，实际 {value}", markup=False)


if __name__ == "__main__":
    app()
