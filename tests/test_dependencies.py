"""What is served needs only what ``make run`` installs."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions

from assistant.settings import ROOT

OURS = {"assistant", *sys.stdlib_module_names}


def name(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def imported() -> set[str]:
    """The packages that the assistant imports, at the top of a file or later."""
    found: set[str] = set()
    for path in [ROOT / "app.py", *(ROOT / "assistant").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.split(".")[0])
    return found - OURS


def test_every_package_of_the_assistant_is_installed_by_make_run() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    installed = {name(line.split("==")[0].strip()) for line in lines if "==" in line}
    provided = packages_distributions()
    packages = imported()
    assert {"fastapi", "tantivy", "yaml"} <= packages
    missing = {package for package in packages if not installed & set(map(name, provided.get(package, ())))}
    assert not missing
