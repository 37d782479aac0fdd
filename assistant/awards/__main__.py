"""For whoever keeps the rules: ``schema`` prints the JSON Schema of every rule file, ``prove FOLDER`` what
the text does not bear out, ``pin FOLDER`` records the clauses' present text as the one the rules were
checked against (to be run after that check, not before).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from assistant.awards.provenance import check, pin
from assistant.awards.schema import json_schema
from assistant.awards.sources import read_sources
from assistant.documents.registry import load_document
from assistant.errors import CorpusError
from assistant.settings import Settings


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 where all is well, 1 where something was found, 2 where a file cannot be read."""
    parser = argparse.ArgumentParser(
        prog="python -m assistant.awards",
        description="schema：规则文件的 JSON Schema；prove：原文不支持的规则；pin：规则已按现在的原文复核过",
    )
    parser.add_argument("task", choices=["schema", "prove", "pin"])
    folder = Settings().corpus_dir / "yancheng-ai-plus"
    parser.add_argument("folder", nargs="?", type=Path, default=folder, help="文件所在的文件夹")
    options = parser.parse_args(arguments)
    if options.task == "schema":
        print(json_schema(), end="")
        return 0
    try:
        document = load_document(options.folder)
        if options.task == "pin":
            text = pin(read_sources(options.folder), document)
            (options.folder / "pins.yaml").write_text(text, encoding="utf-8")
        findings = check(read_sources(options.folder), document)
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 2
    for finding in findings:
        print(finding)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
