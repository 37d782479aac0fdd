"""A folder under the corpus is a document; a mistake in it is named with file, line and mend."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from assistant.documents.registry import load_registry, status_on
from assistant.errors import CorpusError

CORPUS = Path(__file__).parents[2] / "corpus"
TEXT = "某办法\r\n第一条 支持\r\n（一）甲。\r\n（二）乙。（责任单位：市工信局）\r\n第二条 丙。\r\n"
METADATA = "document_id: {id}\ntitle: 某办法\nsource: rule\nstatus: in_force\nregion: 某市\n"


def add(corpus: Path, document_id: str, metadata: str = METADATA, text: bytes = TEXT.encode()) -> Path:
    folder = corpus / document_id
    folder.mkdir()
    (folder / "document.yaml").write_text(metadata.format(id=document_id), encoding="utf-8")
    (folder / "policy.txt").write_bytes(text)
    return folder


def test_the_corpus_holds_the_policy_as_a_draft() -> None:
    registry = load_registry(CORPUS)
    document = registry.get("yancheng-ai-plus")
    assert document is not None
    assert document.text.encode() == (CORPUS / "yancheng-ai-plus" / "policy.txt").read_bytes()
    info = registry.info("yancheng-ai-plus")
    assert info is not None
    assert (info.status, info.source, info.valid_from, info.valid_until) == (
        "draft",
        "policy",
        None,
        date(2027, 12, 31),
    )
    assert info.clauses == 12
    assert registry.get("nothing") is None


def test_adding_a_folder_adds_a_document(tmp_path: Path) -> None:
    (tmp_path / "vocabulary").mkdir()
    add(tmp_path, "b-rule")
    assert [one.document_id for one in load_registry(tmp_path).documents] == ["b-rule"]
    add(tmp_path, "a-rule")
    assert [one.document_id for one in load_registry(tmp_path).documents] == ["a-rule", "b-rule"]


def test_the_text_is_kept_byte_for_byte(tmp_path: Path) -> None:
    add(tmp_path, "rule")
    document = load_registry(tmp_path).get("rule")
    assert document is not None
    assert document.text == TEXT


def test_a_clause_is_given_whole_with_its_children(tmp_path: Path) -> None:
    add(tmp_path, "rule")
    registry = load_registry(tmp_path)
    detail = registry.detail("rule", "1")
    assert detail is not None
    assert detail.text == TEXT[detail.start : detail.end]
    assert detail.text.endswith("市工信局）\r\n")
    assert detail.children == ("1.1", "1.2")
    item = registry.detail("rule", "1.2")
    assert item is not None
    assert (item.label, item.responsible_units, item.children) == ("第一条（二）", ("市工信局",), ())
    assert registry.detail("rule", "9") is None
    assert registry.detail("none", "1") is None


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        (METADATA + "statsu: draft\n", "document.yaml:6: statsu: 没有这样的项"),
        (
            METADATA.replace("in_force", "valid"),
            "document.yaml:4: status: 不能是“valid”；请改成 draft、in_force、expired",
        ),
        (METADATA.replace("region: 某市\n", ""), "region: 缺少这一项；请补上"),
        (
            METADATA.replace("{id}", "other"),
            "document.yaml:1: document_id: “other”与文件夹名不同；请改成“rule”",
        ),
        (
            METADATA + "valid_from: 2027-01-01\nvalid_until: 2026-01-01\n",
            "document.yaml:7: valid_until: 早于 valid_from",
        ),
        (METADATA + "sha256: " + "0" * 64 + "\n", "document.yaml:6: sha256: 与 policy.txt 的内容不符"),
        (METADATA + "text_file: none.txt\n", "none.txt: 找不到这个文件"),
        (METADATA + "text_file: ../rule/policy.txt\n", "document.yaml:6: text_file: 正文必须在同一文件夹"),
    ],
)
def test_a_mistake_in_the_metadata_is_named(tmp_path: Path, metadata: str, expected: str) -> None:
    add(tmp_path, "rule", metadata)
    with pytest.raises(CorpusError) as caught:
        load_registry(tmp_path)
    assert expected in str(caught.value)


def test_a_text_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    add(tmp_path, "rule", text="第一条 甲。\n".encode() + "第二条 乙。\n".encode("gbk"))
    with pytest.raises(CorpusError, match=r"policy\.txt:2: 不是 UTF-8"):
        load_registry(tmp_path)


def test_a_pinned_text_is_accepted(tmp_path: Path) -> None:
    pin = hashlib.sha256(TEXT.encode()).hexdigest()
    add(tmp_path, "rule", METADATA + f"sha256: {pin}\n")
    assert load_registry(tmp_path).get("rule") is not None


def test_a_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="找不到语料目录"):
        load_registry(tmp_path / "none")


def test_a_document_expires_after_its_last_day_but_no_day_puts_a_draft_in_force(tmp_path: Path) -> None:
    add(tmp_path, "rule", METADATA + "valid_from: 2025-01-01\nvalid_until: 2026-12-31\n")
    add(tmp_path, "draft", METADATA.replace("in_force", "draft") + "valid_until: 2026-12-31\n")
    draft, rule = load_registry(tmp_path).documents
    assert status_on(rule, date(2026, 12, 31)) == "in_force"
    assert status_on(rule, date(2027, 1, 1)) == "expired"
    assert status_on(draft, date(2026, 12, 31)) == "draft"
    assert status_on(draft, date(2027, 1, 1)) == "expired"
