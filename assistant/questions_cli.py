"""``python -m assistant questions``: confirmed questions, listed, kept, moved and learned from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import RenderableType
from rich.text import Text

from assistant import terminal
from assistant.requests import refuse

if TYPE_CHECKING:
    from assistant.feedback.confirmed import ConfirmedQuestion
    from assistant.service import Assistant

#: The exit status where there is nothing to do or to show.
_NOTHING = 1

Question = Annotated[str, typer.Argument(metavar="问题", help="问题原文")]
Document = Annotated[str, typer.Argument(metavar="文件", help="document_id")]
By = Annotated[str, typer.Option("--by", help="谁确认的")]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取")]


def questions_app(
    opened: Callable[[], Assistant], show: Callable[[object, bool, RenderableType], None]
) -> typer.Typer:
    """The commands, over the assistant that ``opened`` gives; ``show`` prints a record or its view."""
    app = typer.Typer(
        help="确认过的问法：由工作人员确认由哪些条款回答的问题（questions）。",
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )

    @app.command("list")
    def listed(as_json: Json = False) -> None:
        """全部确认过的问法（questions list）。"""
        found = opened().confirmed_questions()
        show(found, as_json, _view(found))

    @app.command()
    def confirm(
        question: Question,
        clause: Annotated[list[str], typer.Option("--clause", help="文件/条款编号；可以写几次")],
        by: By = "",
        as_json: Json = False,
    ) -> None:
        """记下：这个问题由这些条款回答（questions confirm）。"""
        answers = [(document_id, clause_id) for document_id, _, clause_id in map(_split, clause)]
        one = opened().confirm_question(question, answers, by)
        show(one, as_json, _view([one]))

    @app.command()
    def remove(question: Question) -> None:
        """不再记着这个问题（questions remove）。"""
        if not opened().forget_question(question):
            raise typer.Exit(_NOTHING)

    @app.command("import")
    def take_over(
        file: Annotated[Path, typer.Argument(metavar="YAML", help="corpus/*/questions/ 格式的文件")],
        document: Document,
        by: By = "",
        as_json: Json = False,
    ) -> None:
        """记下一个文件里写明条款的问法（questions import）。"""
        from assistant.retrieval.questions import read_questions

        assistant = opened()
        known = assistant.registry.get(document)
        if known is None:
            refuse("no_document", ("command", "document"), document_id=document)
        kept = tuple(
            assistant.confirm_question(one.text, [(document, each) for each in one.clauses], by or one.author)
            for one in read_questions(file, known)
            if one.clauses
        )
        show(kept, as_json, Text(f"记下 {len(kept)} 个问题"))

    @app.command()
    def export(
        document: Document,
        author: Annotated[str, typer.Option("--author", help="文件里写的作者")] = "confirmed",
    ) -> None:
        """以 corpus/*/questions/ 的格式写出一份文件的问法，看过后收入（questions export）。"""
        text = opened().confirmed_as_yaml(document, author)
        if not text:
            raise typer.Exit(_NOTHING)
        typer.echo(text, nl=False)

    @app.command()
    def learn() -> None:
        """从确认过的问法学习怎样排序，索引不是最新的先更新；documents index 也会学（questions learn）。"""
        assistant = opened()
        with terminal.progress_bars() as progress:
            learned = assistant.update_index(progress).learned
        terminal.console().print(terminal.LEARNED[learned])
        if learned == "too_little":
            raise typer.Exit(_NOTHING)

    return app


def _split(address: str) -> tuple[str, str, str]:
    return address.partition("/")


def _view(found: Iterable[ConfirmedQuestion]) -> Text:
    """A line a question: its words, the clauses, who confirmed it and when."""
    lines = []
    for one in found:
        clauses = "、".join("/".join(answer) for answer in one.answers)
        lines.append("  ".join(filter(None, (one.question, clauses, one.confirmed_by, one.at))))
    return Text("\n".join(lines) or "还没有确认过的问法")
