"""How fast the award calculator is, alone and beside other rules engines in the same run.

``python -m evals.awards_benchmark [--json OUT.json] [--firms 200000] [--rounds 300]``

A script to be read, not a test: timings depend on the machine. openfisca-core and zen-engine are measured
where they are installed (``evals/benchmark-requirements.txt``): ``evals/awards_peers.py``.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from assistant.awards import RuleBook, calculate, load_rulebook, next_questions, review
from assistant.awards.batch_cells import Column
from assistant.awards.batch_screen import AwardScreen
from assistant.awards.batch_table import Firms
from assistant.awards.fact_schema import Fact
from assistant.contract import CalculationRequest, Claim
from assistant.documents.registry import load_document
from evals.awards_peers import openfisca, zen
from evals.awards_timing import EVENT, TODAY, Row, spread, timed

FOLDER = Path(__file__).resolve().parents[1] / "corpus" / "yancheng-ai-plus"
CHUNK = 20_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.awards_benchmark")
    parser.add_argument("--json", type=Path, help="也写成 JSON")
    parser.add_argument("--firms", type=int, default=200_000, help="批量计算的企业数")
    parser.add_argument("--rounds", type=int, default=300, help="逐个计算的次数")
    options = parser.parse_args()
    rulebook = load_rulebook(FOLDER, load_document(FOLDER))
    rows = [*single(rulebook, options.rounds), *batch(rulebook, options.firms), *imports()]
    for measure in (openfisca, zen):
        rows += measure(rulebook, options.rounds, options.firms)
    show(rows)
    if options.json:
        machine = {"python": platform.python_version(), "machine": platform.machine(), "rows": rows}
        options.json.write_text(json.dumps(machine, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 0


def single(rulebook: RuleBook, rounds: int) -> list[Row]:
    """One case: all awards, with nothing, the place and everything told; then one award alone."""
    chance = random.Random(1)
    everything = {name: some(fact, chance) for name, fact in rulebook.facts.items()}
    everything |= {"region": "亭湖区", "event_level": "national", "event_in_urban_area": True}
    everything |= {"fiscal_lump_sum": False, "total_cost": Decimal("1000000")}
    del everything["annual_service_fees"]
    cases: dict[str, dict[str, Any]] = {
        "什么都不知道": {},
        "只知道注册地区": {"region": "亭湖区"},
        "全部已知": everything,
    }
    rows = []
    for told, facts in cases.items():
        label = f"全部{len(rulebook.awards)}项，{told}"
        case = request(rulebook, facts, list(rulebook.awards))
        for name, run in (
            ("计算（含出处和过程）", calculate),
            ("追问", next_questions),
            ("计算与追问（一次判定）", review),
        ):
            rows.append(timed(f"{label}：{name}", partial(run, rulebook, case, TODAY), rounds))
    event = request(rulebook, everything, [EVENT])
    rows.append(timed("全国性活动一项（含出处和过程）", partial(calculate, rulebook, event, TODAY), rounds))
    return rows


def request(rulebook: RuleBook, facts: dict[str, Any], awards: list[str]) -> CalculationRequest:
    applicant = {name: facts[name] for name in rulebook.applicant_facts if name in facts}
    claims = [
        Claim(award_id=one, facts={n: facts[n] for n in rulebook.awards[one].facts if n in facts})
        for one in awards
    ]
    return CalculationRequest(applicant=applicant, claims=claims)


def some(fact: Fact, chance: random.Random) -> Any:
    if fact.type == "bool":
        return chance.random() < 0.8
    if fact.type == "choice":
        return chance.choice(fact.choices).value
    if fact.type == "int":
        return chance.choice([1, 2, 5, 12, 36, 13_000_000_000])
    money = Decimal(chance.randrange(10**9)).scaleb(-2)
    return (money, money) if fact.type == "decimal_list" else money


def batch(rulebook: RuleBook, firms: int) -> list[Row]:
    """A register in memory, each fact told by two thirds, money all different: all awards, and one."""
    every = f"批量，全部{len(rulebook.awards)}项，{firms}家（内存中，单进程）"
    one = f"批量，全国性活动一项，{firms}家（内存中，单进程）"
    return [
        screened(every, rulebook, list(rulebook.awards), firms),
        screened(one, rulebook, [EVENT], firms),
    ]


def screened(what: str, rulebook: RuleBook, awards: Sequence[str], firms: int) -> Row:
    chance = random.Random(2)
    screens = [(one, AwardScreen(rulebook, rulebook.awards[one], TODAY)) for one in awards]

    def run(some_firms: Firms) -> None:
        for award_id, screen in screens:
            screen.run(some_firms.columns(award_id), len(some_firms.rows))

    wall = cpu = once = 0.0
    for start in range(0, firms, CHUNK):
        some_firms = register(rulebook, min(CHUNK, firms - start), chance)
        if not start:  # the classes of rows are judged once; later chunks find nearly all of them judged
            began = time.perf_counter()
            run(some_firms)
            once = time.perf_counter() - began
        began, spent = time.perf_counter(), time.process_time()
        run(some_firms)
        wall += time.perf_counter() - began
        cpu += time.process_time() - spent
    return {
        "what": what,
        "cases_per_second": firms * len(awards) / wall,
        "seconds_per_million_firms": wall / firms * 1e6,
        "cpu_seconds_per_million_firms": cpu / firms * 1e6,
        "first_chunk_seconds": once,
    }


def register(rulebook: RuleBook, rows: int, chance: random.Random) -> Firms:
    """Typed columns of random firms."""
    columns = {}
    for name, fact in rulebook.facts.items():
        if name == "annual_service_fees":
            continue
        distinct = rows if fact.type == "decimal" else 24
        values = (None, *(some(fact, chance) for _ in range(distinct)))
        codes = np.array(chance.choices(range(1, distinct + 1), k=rows), dtype=np.int32)
        codes[np.array(chance.choices([True, False, False], k=rows))] = 0
        columns[name] = Column(values, codes)
    return Firms(tuple(range(rows)), ("",) * rows, ("",) * rows, columns, {})


def imports() -> list[Row]:
    """What importing the calculator costs in a fresh process."""
    code = "import time; t = time.perf_counter(); import assistant.awards; print(time.perf_counter() - t)"
    times = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(9)
    ]
    return [spread("导入 assistant.awards", times)]


def show(rows: list[Row]) -> None:
    for row in rows:
        if row.get("absent"):
            print(f"{row['what']}：没有安装，未比较（见 evals/benchmark-requirements.txt）")
        elif "p50_ms" in row:
            print(
                f"{row['what']}：p50 {row['p50_ms']:.3f} 毫秒，p95 {row['p95_ms']:.3f} 毫秒（{row['n']} 次）"
            )
        else:
            extra = ""
            if "seconds_per_million_firms" in row:
                extra = (
                    f"，每百万家 {row['seconds_per_million_firms']:.1f} 秒"
                    f"（处理器 {row['cpu_seconds_per_million_firms']:.1f} 秒）"
                    f"，另加首批 {row['first_chunk_seconds']:.1f} 秒"
                )
            print(f"{row['what']}：每秒 {row['cases_per_second']:,.0f} 例{extra}")


if __name__ == "__main__":
    sys.exit(main())
