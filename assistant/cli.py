"""The command line: ``python -m assistant ask | search | award | documents | questions | serve``."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import TypeAdapter, ValidationError
from rich.console import RenderableType
from typer.exceptions import TyperException

from assistant import terminal
from assistant.cli_input import content, day_of, decoded, lines, whole
from assistant.contract import ErrorDetail
from assistant.errors import AssistantError, InvalidRequest
from assistant.questions_cli import questions_app
from assistant.requests import detail, read_query
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.contract import SearchResponse
    from assistant.retrieval.why import SearchExplanation
    from assistant.service import Assistant

PROGRAM = "python -m assistant"

NOTHING_FOUND = 1
BAD_INPUT = 2
UNAVAILABLE = 3

_PLAIN: dict[str, Any] = {
    "add_completion": False,
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
}
app = typer.Typer(
    help="政策助手。退出码：0 成功；1 没有结果；2 输入有误；3 文件或索引不可用。",
    **_PLAIN,
)
award = typer.Typer(help="奖补：目录和计算（award）。", **_PLAIN)
documents = typer.Typer(help="收录的文件和索引（documents）。", invoke_without_command=True, **_PLAIN)
app.add_typer(award, name="award")
app.add_typer(documents, name="documents")

Json = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取")]


@app.command()
def ask(
    message: Annotated[str | None, typer.Argument(help="问题；写 - 则从标准输入读；不写则逐行对话")] = None,
    session: Annotated[str | None, typer.Option("--session", help="接着这个会话往下问")] = None,
    as_json: Json = False,
) -> None:
    """提问，得到有出处的回答（ask）。"""
    assistant = _assistant()
    if message is None:
        raise typer.Exit(_converse(assistant, session, as_json))
    if message == "-":
        message = decoded(sys.stdin.buffer.read())
    answer = assistant.chat(whole(message), session)
    _show(answer, as_json, terminal.answer_view(answer))


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="条号、词语或责任单位")],
    k: Annotated[int, typer.Option("-k", min=1, max=50, help="最多几条")] = 5,
    document: Annotated[str | None, typer.Option("--document", help="只查这份文件（document_id）")] = None,
    region: Annotated[str | None, typer.Option("--region", help="只查这个地区的文件")] = None,
    status: Annotated[
        str | None,
        typer.Option("--status", help="只查这种状态的文件：draft 征求意见稿、in_force 有效、expired 已失效"),
    ] = None,
    day: Annotated[
        str | None,
        typer.Option("--date", help="状态按这一天算，例如 2026-05-01；不写状态则只查这一天有效的文件"),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="说明每条为什么找到：哪一栏、哪些词、多少分")
    ] = False,
    as_json: Json = False,
) -> None:
    """查条款（search）。"""
    assistant = _assistant()
    query = read_query(whole(query))
    selection = assistant.selection(document, region, status, day_of(day, "date") if day else None)
    response: SearchResponse | SearchExplanation
    if explain:
        response = assistant.explain(query, k, selection=selection)
        view = terminal.explanation_view(response)
    else:
        response = assistant.search(query, k, selection=selection)
        view = terminal.search_view(response)
    _show(response, as_json, view)
    if not response.hits:
        raise typer.Exit(NOTHING_FOUND)


@award.command("list")
def award_list(as_json: Json = False) -> None:
    """奖补目录，含每项所需的事实（award list）。"""
    awards = _assistant().awards()
    _show(awards, as_json, terminal.awards_view(awards))


@award.command("calc")
def award_calc(
    file: Annotated[str, typer.Argument(help="写有申请的 JSON 文件；- 为标准输入")] = "-",
    as_json: Json = False,
) -> None:
    """计算一项或多项奖补（award calc）。"""
    from assistant.saved_case import read_request

    response = _assistant().calculate(read_request(content(file)))
    _show(response, as_json, terminal.calculation_view(response))


@award.command("screen")
def award_screen(
    register: Annotated[Path, typer.Argument(help="企业名册，.csv 或 .parquet；表头可以用中文")],
    out: Annotated[Path, typer.Option("--out", help="结果，一行是一家企业的一项奖补（.csv）")],
    bad: Annotated[
        Path | None, typer.Option("--bad", help="有错的行和错在哪里（.csv）  [默认：结果文件名加 -有误]")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="按哪一天申报，例如 2026-05-01  [默认：今天]")
    ] = None,
    as_json: Json = False,
) -> None:
    """逐家核对名册上的企业能得哪些奖补（award screen）。"""
    from assistant.awards.batch import screen_file

    wrong = bad or out.with_name(f"{out.stem}-有误.csv")
    day = day_of(as_of, "as-of") if as_of else date.today()
    rulebook = _assistant().rulebook
    with terminal.progress_bars() as progress:
        report = screen_file(
            rulebook, register, out, wrong, day, lambda done, total: progress("核对名册", done, total)
        )
    _show(report, as_json, terminal.screen_view(report, out, wrong))


@documents.callback()
def documents_default(context: typer.Context, as_json: Json = False) -> None:
    if context.invoked_subcommand is None:
        documents_list(as_json)


@documents.command("list")
def documents_list(as_json: Json = False) -> None:
    """收录的文件（documents list）。"""
    found = _assistant().documents()
    _show(found, as_json, terminal.documents_view(found))


@documents.command("index")
def documents_index(as_json: Json = False) -> None:
    """建立或更新索引，确认过的问法有变动也重新学习；已是最新则不动（documents index）。"""
    assistant = _assistant()
    with terminal.progress_bars() as progress:
        report = assistant.update_index(progress)
    _show(report, as_json, terminal.index_view(report))


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="监听的地址  [默认：127.0.0.1]")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="监听的端口；0 为任一空闲端口  [默认：7860]")
    ] = None,
) -> None:
    """启动网页和接口（serve）。"""
    from assistant.web import server

    settings = _settings()
    port = settings.port if port is None else port
    raise typer.Exit(server.serve(host or settings.host, port, settings))


def run(arguments: Sequence[str] | None = None, program: str = PROGRAM) -> int:
    """Runs one command; returns the exit status. Mistakes are told on standard error.

    With ``--json`` among the ``arguments`` they are told in the contract's shape.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    arguments = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    as_json = "--json" in arguments
    try:
        return app(arguments, prog_name=program, standalone_mode=False) or 0
    except InvalidRequest as error:
        _tell(error.details, as_json)
        return BAD_INPUT
    except TyperException as error:
        _tell([detail("command", ("command",), reason=_reason(error), help=f"{program} --help")], as_json)
        return BAD_INPUT
    except AssistantError as error:
        _tell([ErrorDetail(loc=("assistant",), msg=str(error), type="unavailable")], as_json)
        return UNAVAILABLE
    except BrokenPipeError:
        # The reader, such as head, has gone; Python would complain when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, typer.Abort):
        return 130


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        names = "、".join(f"ASSISTANT_{each['loc'][0]}".upper() for each in error.errors())
        raise AssistantError(f"环境变量 {names} 的值不合要求；请改正") from None


def _assistant() -> Assistant:
    from assistant.service import Assistant

    return Assistant.open(_settings(), building=partial(terminal.progress_bars, aside=True))


def _converse(assistant: Assistant, session: str | None, as_json: bool) -> int:
    """Answers line by line in one session; a refused line is told and the talk goes on."""
    status = 0
    for line in lines():
        try:
            answer = assistant.chat(decoded(line), session)
        except InvalidRequest as error:
            _tell(error.details, as_json)
            status = BAD_INPUT
        else:
            session = answer.session_id
            _show(answer, as_json, terminal.answer_view(answer))
    return status


def _reason(error: TyperException) -> str:
    """What is wrong with a command line, in words; for what is rare, in those of the library."""
    if option := getattr(error, "option_name", None):
        return f"没有选项 {option}"
    if parameter := getattr(error, "param", None):
        return f"{parameter.name} 缺少或不合要求"
    return error.format_message().rstrip(".")


def _show(record: object, as_json: bool, view: RenderableType) -> None:
    if not as_json:
        terminal.console().print(view)
        return
    sys.stdout.buffer.write(TypeAdapter(type(record)).dump_json(record) + b"\n")
    sys.stdout.flush()


app.add_typer(questions_app(_assistant, _show), name="questions")


def _tell(details: Sequence[ErrorDetail], as_json: bool) -> None:
    if as_json:
        print('{"detail":[' + ",".join(each.model_dump_json() for each in details) + "]}", file=sys.stderr)
        return
    for each in details:
        print(f"错误：{each.msg}", file=sys.stderr)
