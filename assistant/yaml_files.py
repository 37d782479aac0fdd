"""Reading the corpus's YAML files into closed pydantic models, with errors that name the line.

Scalars are read exactly: ``true``/``false``, ``null`` and plain whole numbers become Python
values, everything else (decimals and dates among it) stays the text that stands in the file,
so that no number ever passes through a binary float. Duplicate keys are errors.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from assistant.errors import CorpusError

M = TypeVar("M", bound=BaseModel)


class _Loader(yaml.CSafeLoader):
    """libyaml with the exact scalars of the module docstring and no duplicate keys."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable):
                raise _Fault(key_node, "键必须是一个词；请改成简单的名称")
            if key in seen:
                raise _Fault(key_node, f"“{key}”写了两次；请删去或合并其中一处")
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789")
)


class _Fault(Exception):
    def __init__(self, node: yaml.Node, words: str) -> None:
        super().__init__(words)
        self.line = _line(node)


def read_utf8(path: Path) -> str:
    """The file's text with every character as stored, line ends included.

    Raises ``CorpusError`` where the file is missing, unreadable or not UTF-8.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise CorpusError(f"{path}: 找不到这个文件；请补上，或改正引用它的文件名") from None
    except OSError as error:
        raise CorpusError(f"{path}: 读不出来（{error.strerror}）；请检查文件和权限") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CorpusError(f"{path}:{line}: 不是 UTF-8 文字；请另存为 UTF-8 编码") from error


def load_model(path: Path, model: type[M]) -> M:
    """The YAML file at ``path`` as one ``model``.

    Raises ``CorpusError`` with one line ``file:line: field: what is wrong；mend`` for every
    mistake: unreadable file, broken YAML, duplicate key, and whatever the model refuses.
    """
    text = read_utf8(path)
    try:
        loader = _Loader(text)
        try:
            root = loader.get_single_node()
            value = loader.construct_document(root) if root is not None else None
        finally:
            loader.dispose()
    except _Fault as fault:
        raise CorpusError(f"{path}:{fault.line}: {fault}") from fault
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise CorpusError(
            f"{path}:{line}: YAML 写法有误（{error.problem}）；请检查缩进、冒号和引号"
        ) from error
    except yaml.YAMLError as error:
        raise CorpusError(f"{path}:1: YAML 写法有误（{error}）；请删去看不见的控制字符") from error
    try:
        return model.model_validate(value)
    except ValidationError as error:
        lines = dict.fromkeys(_complaint(path, root, detail) for detail in error.errors(include_url=False))
        raise CorpusError("\n".join(lines)) from error


def at(path: Path, *loc: int | str) -> str:
    """``file:line: field`` of the piece at ``loc``, for a mistake that shows once the file is loaded."""
    loader = _Loader(read_utf8(path))
    try:
        line, field = _locate(loader.get_single_node(), loc)
    finally:
        loader.dispose()
    return f"{path}:{line}: {field}"


def _complaint(path: Path, root: yaml.Node | None, detail: ErrorDetails) -> str:
    line, field = _locate(root, detail["loc"])
    if detail["type"] == "missing" and detail["loc"]:
        field = f"{field}.{detail['loc'][-1]}" if field else str(detail["loc"][-1])
    return ": ".join(part for part in (f"{path}:{line}", field, _words(detail)) if part)


def _locate(root: yaml.Node | None, loc: tuple[int | str, ...]) -> tuple[int, str]:
    """Line and dotted name of the deepest node that ``loc`` leads to.

    Steps that pydantic adds for the branches of a union have no node and are passed over.
    """
    if root is None:
        return 1, ""
    node, line, names = root, _line(root), ""
    for step in loc:
        if isinstance(node, yaml.MappingNode):
            for key_node, value_node in node.value:
                if key_node.value == str(step):
                    node, line = value_node, _line(key_node)
                    names = f"{names}.{step}" if names else str(step)
                    break
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line, names = _line(node), f"{names}[{step + 1}]"
    return line, names


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


#: What each kind of pydantic error means to the person who wrote the file.
_WORDS = {
    "missing": "缺少这一项；请补上",
    "extra_forbidden": "没有这样的项；请改正名称或删去",
    "string_type": "应为文字；请加上引号",
    "int_type": "应为整数；请只写数字",
    "int_parsing": "应为整数；请只写数字",
    "int_from_float": "应为整数；请去掉小数",
    "bool_type": "应为 true 或 false；请改成其中之一",
    "bool_parsing": "应为 true 或 false；请改成其中之一",
    "decimal_type": "应为数字；请只写数字和小数点",
    "decimal_parsing": "应为数字；请只写数字和小数点",
    "date_type": "应为日期；请写成 2027-12-31",
    "date_parsing": "应为日期；请写成 2027-12-31",
    "date_from_datetime_parsing": "应为日期；请写成 2027-12-31",
    "list_type": "应为列表；请每行以“- ”开头",
    "tuple_type": "应为列表；请每行以“- ”开头",
    "dict_type": "应为“名称: 值”的形式；请逐行写明",
    "model_type": "应为“名称: 值”的形式；请逐行写明",
    "model_attributes_type": "应为“名称: 值”的形式；请逐行写明",
    "union_tag_not_found": "看不出是哪一种；请补上说明种类的项",
    "recursion_loop": "引用了自己；请去掉循环的 & 和 *",
}


def _words(detail: ErrorDetails) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind in _WORDS:
        return _WORDS[kind]
    given = f"“{detail['input']}”"
    if kind in ("literal_error", "enum"):
        return f"不能是{given}；请改成 {_choices(str(context['expected']))}"
    if kind == "union_tag_invalid":
        return f"不能是“{context['tag']}”；请改成 {_choices(str(context['expected_tags']))}"
    if kind == "string_pattern_mismatch":
        return f"{given}的写法不对；请写成符合 {context['pattern']} 的样子"
    if kind in ("string_too_short", "too_short"):
        return "不能为空或太短；请补全"
    if kind in ("value_error", "assertion_error"):
        return str(context["error"])
    return f"{given}不合要求（{detail['msg']}）；请改正"


def _choices(expected: str) -> str:
    return expected.replace("'", "").replace(" or ", "、").replace(", ", "、")
