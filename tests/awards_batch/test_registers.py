"""Registers as offices have them, and what is said of those that cannot be read."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.awards import RuleBook
from assistant.awards.batch import screen_file
from assistant.errors import InvalidRequest

from .conftest import TODAY, Lines

Screen = Callable[..., Any]
EVENT = {"活动级别": "全国性", "在盐城市区举办": "是", "市财政资金包干": "否", "注册地区": "盐城市亭湖区"}


def row_of(lines: Lines, award_id: str, row: int = 2) -> dict[str, str]:
    return next(line for line in lines if (line["奖补编号"], line["行号"]) == (award_id, str(row)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_chinese_columns_and_values_in_the_encodings_of_offices(screen: Screen, encoding: str) -> None:
    header = ["统一社会信用代码", "单位名称", *EVENT, "活动费用总金额"]
    report, lines, bad = screen(header, ["9132", "甲公司", *EVENT.values(), "100万元"], encoding=encoding)
    line = row_of(lines, "national-event")
    assert (line["编号"], line["单位名称"], line["结论"]) == ("9132", "甲公司", "符合")
    assert (line["最低金额（元）"], line["最高金额（元）"], line["还需了解"]) == ("300000", "300000", "")
    assert (report.firms, report.bad_rows, bad) == (1, 0, [])


def test_every_award_has_a_row_for_every_firm(screen: Screen, rulebook: RuleBook) -> None:
    report, lines, _ = screen(["region"], ["亭湖区"], ["东台市"])
    assert [line["奖补编号"] for line in lines] == [*rulebook.awards, *rulebook.awards]
    assert report.awards["compute-voucher"] == {"unknown": 1, "ineligible": 1}


def test_the_county_is_told_to_ask_its_own_office(screen: Screen) -> None:
    _, lines, _ = screen(["region"], ["东台市"])
    assert "是否已出台自己的政策" in row_of(lines, "national-event")["说明（" + notice(lines)]


def test_the_result_says_that_the_text_is_a_draft(screen: Screen) -> None:
    _, lines, _ = screen(["region"], ["亭湖区"])
    assert "征求意见稿" in notice(lines)


def notice(lines: Lines) -> str:
    return next(name for name in lines[0] if name.startswith("说明（")).removeprefix("说明（")


def test_an_empty_cell_is_not_told_rather_than_no_or_zero(screen: Screen) -> None:
    _, lines, _ = screen([*EVENT, "total_cost"], [*EVENT.values(), ""], [*EVENT.values(), "0"])
    open_, nothing = row_of(lines, "national-event", 2), row_of(lines, "national-event", 3)
    assert (open_["结论"], open_["最高金额（元）"], open_["还需了解"]) == (
        "待核实",
        "500000",
        "活动费用总金额",
    )
    assert (nothing["结论"], nothing["最高金额（元）"]) == ("符合", "0")


@pytest.mark.parametrize("heading", ["private-phd:full_time", "民营企业博士科研补贴：全职引进"])
def test_a_column_for_one_award_goes_before_the_one_for_all(screen: Screen, heading: str) -> None:
    header = ["region", "full_time", heading]
    _, lines, _ = screen(header, ["亭湖区", "是", "否"], ["亭湖区", "否", ""], ["亭湖区", "", "是"])
    verdicts = [
        (row_of(lines, "private-phd", row)["结论"], row_of(lines, "talent-team", row)["结论"])
        for row in (2, 3, 4)
    ]
    assert verdicts == [("不符合", "待核实"), ("不符合", "不符合"), ("待核实", "待核实")]
    assert "全职引进" not in row_of(lines, "private-phd", 4)["还需了解"]
    assert "全职引进" in row_of(lines, "talent-team", 4)["还需了解"]


@pytest.mark.parametrize(
    ("heading", "cell", "yuan"),
    [
        ("活动费用总金额", "1,666,666.67", "500000"),
        ("活动费用总金额", "１００万", "300000"),
        ("活动费用总金额（万元）", "100", "300000"),
        ("活动费用总金额(万元)", "33.3333", "99999.9"),
        ("活动费用总金额（元）", "100", "30"),
        ("total_cost", "0.05", "0.02"),
    ],
)
def test_money_as_offices_write_it(screen: Screen, heading: str, cell: str, yuan: str) -> None:
    _, lines, _ = screen([*EVENT, heading], [*EVENT.values(), cell])
    assert row_of(lines, "national-event")["最高金额（元）"] == yuan


def test_bad_rows_are_named_and_the_rest_goes_on(screen: Screen) -> None:
    header = ["编号", "注册地区", "是否在册", "单位类型", "活动费用总金额", "软件个数"]
    report, lines, bad = screen(
        header,
        ["a", "亭湖区", "x", "民企", "10", "1"],
        ["b", "亭湖区", "x", "民营火箭", "10", "1"],
        ["c", "亭湖区", "x", "民企", "-10", "0"],
        ["d", "亭湖区", "x", "民企", "十来万", "1.5"],
        ["e", "亭湖区"],
        ["f", "亭湖区", "x", "民企", "10", "1", "多出来的"],
    )
    assert {line["编号"] for line in lines} == {"a", "e"}
    assert (report.firms, report.bad_rows, report.mistakes) == (2, 4, 6)
    assert report.ignored_columns == ("是否在册",)
    named = [(one["行号"], one["列"], one["内容"]) for one in bad]
    assert named == [
        ("3", "单位类型", "民营火箭"),
        ("4", "活动费用总金额", "-10"),
        ("4", "软件个数", "0"),
        ("5", "活动费用总金额", "十来万"),
        ("5", "软件个数", "1.5"),
        ("7", "", "多出来的"),
    ]
    assert all(
        "；请" in one["问题和改法"] or "可以填写" in one["问题和改法"] or "不能小于" in one["问题和改法"]
        for one in bad
    )


def test_two_facts_of_which_only_one_may_be_told(screen: Screen) -> None:
    header = ["region", "annual_service_fee", "annual_service_fees"]
    _, lines, bad = screen(header, ["亭湖区", "1", "1;2"], ["亭湖区", "", "1000000;2000000"])
    assert [(one["行号"], one["列"]) for one in bad] == [("2", "annual_service_fees")]
    assert row_of(lines, "proof-of-concept-center", 3)["最高金额（元）"] == "600000"


def test_a_register_of_nothing_but_mistakes_has_a_result_without_firms(screen: Screen) -> None:
    report, lines, bad = screen(["entity_type"], ["火箭"])
    assert (report.firms, report.bad_rows, lines, len(bad)) == (0, 1, [], 1)


def test_the_reason_names_no_number_of_another_firm(screen: Screen) -> None:
    header = ["region", "大模型参数量"]
    _, lines, _ = screen(header, ["亭湖区", "7000000000"], ["亭湖区", "70亿"], ["亭湖区", "130亿"])
    reasons = [list(row_of(lines, "industry-model", row).values())[-1] for row in (2, 3)]
    assert reasons == ["不符合：参数量超过100亿（不含本数）"] * 2
    assert row_of(lines, "industry-model", 4)["结论"] == "待核实"


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (["备注"], "no_facts"),
        (["", ""], "empty"),
        (["region", "注册地区"], "twice"),
        (["private-phd:total_cost"], "unknown_column"),
        (["private-pdh:full_time"], "unknown_column"),
    ],
)
def test_a_heading_that_cannot_be_understood_is_refused(screen: Screen, header: list[str], kind: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        screen(header, ["x"] * len(header))
    (detail,) = caught.value.details
    assert detail.type == kind
    assert "；" in detail.msg


def test_files_that_cannot_be_read_or_written(rulebook: RuleBook, tmp_path: Path) -> None:
    out, bad = tmp_path / "out.csv", tmp_path / "bad.csv"
    good = tmp_path / "good.csv"
    good.write_text("region\n亭湖区\n", encoding="utf-8")
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"region\n\xff\xff\xff\n")
    other = tmp_path / "register.xlsx"
    other.write_bytes(b"PK")
    for source, target, kind in (
        (tmp_path / "absent.csv", out, "no_file"),
        (other, out, "not_a_table"),
        (broken, out, "encoding"),
        (good, good, "same_file"),
        (good, tmp_path / "out.xlsx", "not_csv"),
        (good, tmp_path / "no" / "out.csv", "cannot_write"),
    ):
        with pytest.raises(InvalidRequest) as caught:
            screen_file(rulebook, source, target, bad, TODAY)
        assert caught.value.details[0].type == kind
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.csv", "good.csv", "register.xlsx"]


def test_progress_ends_at_the_end(rulebook: RuleBook, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("region\n" + "亭湖区\n" * 25_000, encoding="utf-8")
    told: list[tuple[int, int]] = []
    screen_file(
        rulebook, source, tmp_path / "out.csv", tmp_path / "bad.csv", TODAY, lambda *seen: told.append(seen)
    )
    assert len(told) == 2
    assert told[-1][0] == told[-1][1] == source.stat().st_size


def test_parquet_without_its_library_says_what_to_install(
    rulebook: RuleBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def absent(name: str, *rest: Any, **more: Any) -> Any:
        if name.split(".")[0] == "pyarrow":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", absent)
    for name in [name for name in sys.modules if name.split(".")[0] == "pyarrow"]:
        monkeypatch.delitem(sys.modules, name)
    source = tmp_path / "in.parquet"
    source.write_bytes(b"PAR1")
    with pytest.raises(InvalidRequest, match="pyarrow"):
        screen_file(rulebook, source, tmp_path / "out.csv", tmp_path / "bad.csv", TODAY)


def test_typed_cells_of_parquet(screen: Screen, tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from decimal import Decimal

    from pyarrow import parquet

    table = pyarrow.table(
        {
            "region": ["亭湖区", None],
            "event_level": ["national", "national"],
            "event_in_urban_area": [True, False],
            "fiscal_lump_sum": [False, None],
            "total_cost": [Decimal("1000000.50"), None],
            "sets": [3.0, None],
            "annual_service_fees": [[1000000, 2000000], None],
        }
    )
    source = tmp_path / "in.parquet"
    parquet.write_table(table, source)
    report, lines, bad = screen.path(source)  # type: ignore[attr-defined]
    assert (report.firms, bad) == (2, [])
    assert row_of(lines, "national-event")["最高金额（元）"] == "300000.15"
    assert row_of(lines, "first-set-equipment")["最高金额（元）"] == "1500000"
    assert row_of(lines, "proof-of-concept-center")["最高金额（元）"] == "600000"
    assert row_of(lines, "national-event", 3)["结论"] == "不符合"


@pytest.mark.parametrize(
    "cell", ["100万美元", "约100万", "最高50万", "100万—200万", "30%", "1e400", "2.000.000"]
)
def test_money_that_could_mean_something_else_is_not_guessed(screen: Screen, cell: str) -> None:
    _, lines, bad = screen([*EVENT, "total_cost"], [*EVENT.values(), cell])
    assert (lines, [one["内容"] for one in bad]) == ([], [cell])


@pytest.mark.parametrize("cell", ["130亿元", "130台", "13.5"])
def test_counts_that_are_none(screen: Screen, cell: str) -> None:
    _, _, bad = screen(["region", "months"], ["亭湖区", cell])
    assert [one["列"] for one in bad] == ["months"]
