"""Every metric over judged cases, by name. None where nothing was judged by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from evals import spending
from evals.cases import LookupCase
from evals.judged import Judged
from evals.ranking import hit_at, ndcg, reciprocal_rank
from evals.stats import Measure, mean, percentile, share

Cases = Sequence[Judged]
Metric = Callable[[Cases], Measure | None]

REFUSALS = {"not_specified", "out_of_scope"}
#: What a dialogue's answers say, as against by which status they say it.
_SUBSTANCE = {"replied", "readable", "clauses", "awards", "total", "say", "never_say", "grounded"}


def metrics(cases: Cases) -> dict[str, Measure]:
    """All metrics that apply."""
    measured = {name: metric(cases) for name, metric in METRICS.items()}
    return {name: measure for name, measure in measured.items() if measure is not None}


def by_tag(cases: Cases) -> dict[str, Measure]:
    """Share of passed cases of every tag, worst first."""
    tagged: dict[str, list[Judged]] = defaultdict(list)
    for item in cases:
        for tag in item.case.tags:
            tagged[tag].append(item)
    shares = {tag: passed(items) for tag, items in tagged.items()}
    found = {tag: measure for tag, measure in shares.items() if measure}
    return dict(sorted(found.items(), key=lambda pair: (pair[1].value, -pair[1].n)))


def passed(cases: Cases) -> Measure | None:
    return share(sum(item.passed for item in cases), len(cases))


def right(cases: Cases) -> Measure | None:
    """Share of the dialogues with the right clauses, awards, amounts and words, refused only where that is
    due. ``passed`` asks more: also which of two statuses (asked back or answered) an answer bears."""
    told = [item for item in cases if any(True for _ in item.turns())]
    return share(sum(map(_is_right, told)), len(told))


def _is_right(item: Judged) -> bool:
    due = all(refused == must or (refused and might) for refused, must, might in _refused([item]))
    return due and not any(f.problems for f in item.verdict.findings if f.check in _SUBSTANCE)


def passed_groups(cases: Cases) -> Measure | None:
    """pass^k: paraphrases and pairs pass only together."""
    groups: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for item in cases:
        if item.case.group:
            groups[item.verdict.set, item.case.group].append(item.passed)
    several = [group for group in groups.values() if len(group) > 1]
    return share(sum(all(group) for group in several), len(several))


def _check(name: str) -> Metric:
    """Share of findings of one check without a problem."""

    def metric(cases: Cases) -> Measure | None:
        findings = [f for item in cases for f in item.verdict.findings if f.check == name]
        return share(sum(not f.problems for f in findings), len(findings))

    return metric


def _precision(got: set[str], wanted: set[str]) -> tuple[int, int]:
    return len(got & wanted), len(got)


def _recall(got: set[str], wanted: set[str]) -> tuple[int, int]:
    return len(got & wanted), len(wanted)


def _overlap(
    pairs: Callable[[Cases], Iterator[tuple[set[str], set[str]]]],
    count: Callable[[set[str], set[str]], tuple[int, int]],
) -> Metric:
    def metric(cases: Cases) -> Measure | None:
        counts = [count(got, wanted) for got, wanted in pairs(cases)]
        return share(sum(hits for hits, _ in counts), sum(n for _, n in counts))

    return metric


def _cited(cases: Cases) -> Iterator[tuple[set[str], set[str]]]:
    for item in cases:
        for turn, reply in item.turns():
            if turn.expect.clauses is not None:
                yield {c["clause_id"] for c in _items(reply.body, "citations")}, set(turn.expect.clauses)


def _awarded(cases: Cases) -> Iterator[tuple[set[str], set[str]]]:
    for item in cases:
        for turn, reply in item.turns():
            if turn.expect.awards is not None:
                yield {a["award_id"] for a in _items(reply.body, "awards")}, set(turn.expect.awards)


def _refused(cases: Cases) -> Iterator[tuple[bool, bool, bool]]:
    """Whether it refused, whether it had to, whether it might."""
    for item in cases:
        for turn, reply in item.turns():
            if turn.expect.status:
                allowed = set(turn.expect.status)
                yield (
                    (reply.body or {}).get("status") in REFUSALS,
                    allowed <= REFUSALS,
                    bool(allowed & REFUSALS),
                )


def refusal_precision(cases: Cases) -> Measure | None:
    """Of the refusals given, those that were allowed."""
    allowed = [might for refused, _, might in _refused(cases) if refused]
    return share(sum(allowed), len(allowed))


def refusal_recall(cases: Cases) -> Measure | None:
    """Of the refusals that were due, those given."""
    given = [refused for refused, must, _ in _refused(cases) if must]
    return share(sum(given), len(given))


def questions_per_case(cases: Cases) -> Measure | None:
    """Questions put to the user in a dialogue that ended well."""
    counts = [
        sum(len(_items(reply.body, "questions")) for _, reply in item.turns())
        for item in cases
        if item.passed and any(True for _ in item.turns())
    ]
    return mean(counts)


def ungrounded_figures(cases: Cases) -> Measure | None:
    """How many figures, over all answers, nothing proves. Not a share: one is too many."""
    findings = [f for item in cases for f in item.verdict.findings if f.check == "grounded"]
    if not findings:
        return None
    return Measure(value=sum(len(f.problems) for f in findings), n=len(findings))


def contract_validity(cases: Cases) -> Measure | None:
    """Share of replies that keep the contract: they come, can be read, and agree with themselves."""
    broken = {"replied", "readable", "valid", "citations", "rules", "proofs"}
    bad: dict[tuple[tuple[str, str], int], bool] = defaultdict(bool)
    for item in cases:
        for finding in item.verdict.findings:
            bad[item.verdict.key, finding.turn] |= finding.check in broken and bool(finding.problems)
    return share(sum(not value for value in bad.values()), len(bad))


def _ranked(cases: Cases) -> Iterator[tuple[list[str], tuple[str, ...]]]:
    for item in cases:
        if isinstance(item.case, LookupCase):
            body = item.observation.replies[0].body
            # A crash is no empty result: it must not pass for a look-up that rightly finds nothing.
            hits = ["crash"] if body is None else [hit["clause_id"] for hit in _items(body, "hits")]
            # The text's first article and this project's reading of it have one address: one gain.
            yield list(dict.fromkeys(hits)), item.case.clauses


def _positive(score: Callable[[Sequence[str], Sequence[str]], float]) -> Metric:
    return lambda cases: mean([score(ranked, right) for ranked, right in _ranked(cases) if right])


def _hit(k: int) -> Metric:
    def metric(cases: Cases) -> Measure | None:
        hits = [hit_at(k, ranked, right) for ranked, right in _ranked(cases) if right]
        return share(sum(hits), len(hits))

    return metric


def negatives_empty(cases: Cases) -> Measure | None:
    """Look-ups that no clause deals with and that found none."""
    empty = [not ranked for ranked, right in _ranked(cases) if not right]
    return share(sum(empty), len(empty))


def _latency(percent: float) -> Metric:
    """Milliseconds a reply."""
    return lambda cases: percentile(
        [reply.latency_ms for item in cases for reply in item.observation.replies], percent
    )


def holdout_gap(cases: Cases) -> Measure | None:
    """Share passed in development less share passed in holdout: what was learned by heart."""
    held = passed([item for item in cases if item.case.holdout])
    seen = passed([item for item in cases if not item.case.holdout])
    return Measure(value=seen.value - held.value, n=held.n) if held and seen else None


def _items(body: dict[str, Any] | None, key: str) -> list[dict[str, Any]]:
    found = (body or {}).get(key)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


METRICS: dict[str, Metric] = {
    "passed": passed,
    "right": right,
    "passed_groups": passed_groups,
    "status": _check("status"),
    "clause_recall": _overlap(_cited, _recall),
    "clause_precision": _overlap(_cited, _precision),
    "award_recall": _overlap(_awarded, _recall),
    "award_precision": _overlap(_awarded, _precision),
    "amounts": _check("awards"),
    "totals": _check("total"),
    "results": _check("results"),
    "sums": _check("sums"),
    "refusal_precision": refusal_precision,
    "refusal_recall": refusal_recall,
    "questions_per_case": questions_per_case,
    "ungrounded_figures": ungrounded_figures,
    "contract_validity": contract_validity,
    "hit_at_1": _hit(1),
    "hit_at_3": _hit(3),
    "mrr": _positive(reciprocal_rank),
    "ndcg": _positive(ndcg),
    "negatives_empty": negatives_empty,
    "latency_p50": _latency(50),
    "latency_p95": _latency(95),
    "model_input_tokens": spending.input_tokens,
    "model_output_tokens": spending.output_tokens,
    "model_cost": spending.cost,
    "model_fallbacks": spending.fallbacks,
    "holdout_gap": holdout_gap,
}

#: Metrics of which less is better.
LESS_IS_BETTER = {
    "questions_per_case",
    "ungrounded_figures",
    "latency_p50",
    "latency_p95",
    "model_input_tokens",
    "model_output_tokens",
    "model_cost",
    "model_fallbacks",
    "holdout_gap",
}


def sets_of(cases: Iterable[Judged]) -> dict[str, list[Judged]]:
    """Cases by set, in the order they come."""
    found: dict[str, list[Judged]] = defaultdict(list)
    for item in cases:
        found[item.verdict.set].append(item)
    return dict(found)
