"""A run or a comparison as one self-contained HTML page, or as Markdown."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from evals.comparing import Comparison
from evals.judge.judging import JudgeReport
from evals.metrics import LESS_IS_BETTER
from evals.record import Run
from evals.report.charts import count_bars, matrix, share_bars
from evals.report.view import (
    STATUSES,
    confusion,
    failures,
    latency_histogram,
    rank_histogram,
    set_rows,
)
from evals.stats import Measure

_FOLDER = Path(__file__).parent
#: Counts, milliseconds and yuan; all other metrics are shares.
_PLAIN = LESS_IS_BETTER - {"holdout_gap", "model_fallbacks"}


def to_html(run: Run, comparison: Comparison | None = None) -> str:
    """The page, with a compare view where there is a ``comparison``; no script, no request to any network."""
    return _render("report.html.j2", run, comparison)


def to_markdown(run: Run, comparison: Comparison | None = None) -> str:
    return _render("report.md.j2", run, comparison)


@cache
def metric_names() -> dict[str, str]:
    names: dict[str, str] = yaml.safe_load((_FOLDER / "words.yaml").read_text(encoding="utf-8"))
    return names


def measured_names(run: Run) -> dict[str, str]:
    """The words for the metrics that the run has."""
    measured = {name for found in run.metrics.values() for name in found}
    return {name: words for name, words in metric_names().items() if name in measured}


def shown_as(measure: Measure | None, name: str, interval: bool = True) -> str:
    """A measure of the metric ``name`` as a reader sees it."""
    if measure is None:
        return "—"
    if name == "model_cost":
        return f"{measure.value:.4f}"
    if name in _PLAIN:
        return f"{measure.value:g}" if name == "ungrounded_figures" else f"{measure.value:.1f}"
    text = f"{measure.value:.1%}"
    if interval and measure.low is not None and measure.high is not None:
        text += f"（{measure.low:.1%}–{measure.high:.1%}）"
    return text


def judge_line(judge: JudgeReport) -> str:
    """How far the judge is to be trusted, in one sentence."""
    found = judge.agreement
    kappa = "无法计算" if found.kappa is None else f"{found.kappa:.2f}"
    return (
        f"大模型评判（{judge.model}，提示语第 {judge.prompt} 版）与人工标注的 {found.labelled} 个回答相比："
        f"一致 {shown_as(found.agreed, 'passed')}，Cohen κ {kappa}；"
        f"读入 {judge.input_tokens}、写出 {judge.output_tokens} 词元，{judge.silent} 个回答没有可读的意见。"
    )


def _render(template: str, run: Run, comparison: Comparison | None) -> str:
    from jinja2 import Environment, FileSystemLoader, select_autoescape

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=select_autoescape(["html.j2"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"shown_as": shown_as, "judge_line": judge_line}
    statuses = confusion(run)
    charts = [
        *(share_bars(f"{name}：按标签的通过率", tags) for name, tags in run.tags.items() if name != "*"),
        *(count_bars("查条款：正确条款的名次", ranks) for ranks in [rank_histogram(run)] if ranks),
        count_bars("响应时间", latency_histogram(run)),
    ]
    return environment.get_template(template).render(
        run=run,
        where=run.circumstances,
        rows=set_rows(run),
        names=measured_names(run),
        failures=failures(run),
        confusion=statuses and matrix("状态：应为（行）与实为（列）", STATUSES, statuses),
        charts=charts,
        comparison=comparison,
    )
