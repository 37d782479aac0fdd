"""Rule files of a document's folder become a ``RuleBook``; a wrong file fails here, with the mend."""

from __future__ import annotations

from pathlib import Path

from assistant.awards.amounts import compile_amount
from assistant.awards.conditions import compile_all, tests_of
from assistant.awards.fact_schema import Fact
from assistant.awards.facts import reader
from assistant.awards.phrases import phrases
from assistant.awards.rulebook import Award, RuleBook
from assistant.awards.schema import AwardFile
from assistant.awards.sources import Sources, clause_hash, read_sources
from assistant.awards.weights import asking, breach_chances
from assistant.contract import Grounded
from assistant.documents.model import Document
from assistant.documents.registry import Registry
from assistant.errors import CorpusError


def ruled_document(registry: Registry) -> Document:
    """The document of the corpus that has award rules. Raises ``CorpusError`` where it is not just one."""
    ruled = [one for one in registry.document_ids if (registry.folder / one / "facts.yaml").is_file()]
    document = registry.get(ruled[0]) if len(ruled) == 1 else None
    if document is None:
        raise CorpusError(
            f"{registry.folder}: 应有且只有一份文件带奖补规则（facts.yaml），现在有 {len(ruled)} 份；"
            "请补上或移走"
        )
    return document


def load_rulebook(folder: Path, document: Document) -> RuleBook:
    """The rules under ``folder``, proved against ``document``.

    Raises ``CorpusError`` where a file is malformed or a figure, bound or quote is not what the
    clause says. A clause whose text has changed since its rules were checked only marks them stale.
    """
    from assistant.awards.provenance import check

    sources = read_sources(folder)
    findings = [finding for finding in check(sources, document) if not finding.stale]
    if findings:
        raise CorpusError("\n".join(str(finding) for finding in findings))
    return compile_rules(sources, document)


def compile_rules(sources: Sources, document: Document) -> RuleBook:
    """The sources compiled, unproved. Awards stand in the order of the text."""
    facts = {fact.fact: fact for fact in sources.facts.facts}
    order = {clause.clause_id: place for place, clause in enumerate(document.clauses)}
    position = {rule.award_id: _position(rule, document) for rule in sources.awards}
    rules = sorted(
        sources.awards, key=lambda rule: (order[rule.clause], position[rule.award_id], rule.award_id)
    )
    return RuleBook(
        document_id=document.document_id,
        facts=facts,
        readers={name: reader(fact) for name, fact in facts.items()},
        asking=asking(facts.values()),
        awards={rule.award_id: _compile(rule, facts, sources, document) for rule in rules},
        scope=sources.scope,
        stacking=sources.stacking,
        readings=sources.readings,
    )


def _position(rule: AwardFile, document: Document) -> int:
    clause = document.clause(rule.clause)
    return document.text.find(rule.amount.quote, clause.start if clause else 0)


def _compile(rule: AwardFile, facts: dict[str, Fact], sources: Sources, document: Document) -> Award:
    words = phrases()
    clause = document.clause(rule.clause)
    share = rule.amount.share
    conditions = (*sources.scope.conditions, *rule.conditions)
    stale = sources.pins.clauses.get(rule.clause) != clause_hash(document, rule.clause)
    always = [sources.scope.draft.notice] if sources.scope.draft else []
    always += [words.stale] if stale else []
    paid = [rule.quota.says] if rule.quota else []
    paid += [words.ceiling] if rule.amount.kind == "up_to" else []
    paid += [
        words.reading.format(says=reading.says)
        for reading in sources.readings.readings
        if rule.award_id in reading.awards
    ]
    recipient = rule.recipient
    return Award(
        rule=rule,
        facts=_fact_names(rule, facts),
        alternatives=((share.of, share.or_sum_of),) if share and share.or_sum_of else (),
        breach_chance=breach_chances(conditions, facts),
        judge=compile_all(conditions, facts, rule.clause),
        work=compile_amount(rule.amount, facts, rule.clause),
        units=clause.responsible_units if clause else (),
        recipient=Grounded(
            text=words.recipient.format(says=recipient.says), clause_id=rule.clause, quote=recipient.quote
        )
        if recipient
        else None,
        notices=tuple(always),
        paid_notices=(*always, *paid),
        stale=stale,
    )


def _fact_names(rule: AwardFile, facts: dict[str, Fact]) -> tuple[str, ...]:
    names = [test.fact for test in tests_of(rule.conditions)]
    amount = rule.amount
    if amount.tiers:
        names.append(amount.tiers.fact)
    if amount.share:
        names += [name for name in (amount.share.of, amount.share.or_sum_of) if name]
    names += [factor.fact for factor in amount.times]
    return tuple(dict.fromkeys(name for name in names if facts[name].scope == "claim"))
