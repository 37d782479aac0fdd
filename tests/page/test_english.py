"""The page in English: no Chinese but what is quoted, and that is marked as Chinese."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.service import Assistant
from assistant.web.page.words import page_words
from assistant.web.staff.signing import MAX_FAILURES
from tests.page.acting import SUMMIT
from tests.page.conftest import OpenPage
from tests.page.test_check import staffed  # noqa: F401 - a fixture
from tests.web.test_staff import PASSWORD

#: Words of a person's interface in Chinese characters, outside of what is marked as Chinese.
STRAY = """() => {
  const han = /[\\u3400-\\u9fff\\u3001\\u3002\\uff01-\\uff5e]/;
  const chinese = (node) => node.closest("[lang]")?.lang.startsWith("zh");
  const found = [];
  for (const node of document.querySelectorAll("body *")) {
    if (chinese(node) || node.closest("script, style, .nav-holder") || !node.checkVisibility()) continue;
    for (const child of node.childNodes)
      if (child.nodeType === Node.TEXT_NODE && han.test(child.data)) found.push(child.data.trim());
    for (const name of ["aria-label", "placeholder", "title", "alt", "data-done"]) {
      const said = node.getAttribute(name) ?? "";
      if (han.test(said)) found.push(`${name}: ${said}`);
    }
  }
  return found;
}"""


def stray(page: Page) -> list[str]:
    """What is Chinese and not marked so, with everything that is folded open."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.wait_for_timeout(100)
    found: list[str] = page.evaluate(STRAY)
    return found


def say(page: Page, words: str) -> None:
    page.get_by_label("Your question").fill(words)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#latest article .tools, #latest [role=alert]")).to_be_visible()


def test_asking_in_english(
    open_page: OpenPage, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page("/en")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.title() == page_words().languages["en"]["title"]
    assert stray(page) == []
    say(page, SUMMIT)
    expect(page.locator("details.award > summary")).to_contain_text("CNY 500,000")
    expect(page.locator("#facts")).to_contain_text("CNY 2,000,000")
    expect(page.locator(".questions")).to_contain_text("In which district or county")
    assert stray(page) == []
    page.get_by_role("button", name="Tinghu District").click()
    expect(page.locator("#facts")).to_contain_text("Tinghu District")
    page.get_by_role("button", name="Helpful", exact=True).first.click()
    expect(page.locator("#thanks")).to_contain_text("Recorded")
    assert stray(page) == []
    say(page, "我们是盐都区的民营企业，一共能拿多少？")
    assert stray(page) == []
    page.get_by_role("button", name="Take back this turn").click()
    expect(page.get_by_label("Your question")).to_have_value("我们是盐都区的民营企业，一共能拿多少？")
    page.get_by_label("Your question").fill("")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#latest [role=alert]")).to_contain_text("Please write something first")
    assert stray(page) == []

    def broken(*_: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(assistant, "stream", broken)
    say(page, SUMMIT)
    expect(page.locator("#latest [role=alert]")).to_contain_text("Something went wrong")
    assert stray(page) == []


def test_a_fact_that_is_wrong_is_refused_in_english(open_page: OpenPage) -> None:
    page = open_page("/en")
    say(page, SUMMIT)
    facts = page.locator("#facts")
    facts.get_by_label("Correct “Total cost of the event”").click()
    facts.get_by_label("Total cost of the event", exact=True).fill("plenty")
    facts.get_by_role("button", name="Save").click()
    expect(page.locator("#latest [role=alert]")).to_contain_text("“Total cost of the event” is a number")
    assert stray(page) == []


def test_looking_up_in_english(open_page: OpenPage) -> None:
    page = open_page("/en?q=第十五条")
    expect(page.locator("#results")).to_contain_text("No clause deals with")
    assert stray(page) == []
    page = open_page("/en?q=人才&doc=yancheng-ai-plus&clause=8")
    expect(page.locator("#clause article")).to_be_visible()
    page.get_by_role("button", name="Transfer card").click()
    expect(page.locator("#transfer article")).to_be_visible()
    assert stray(page) == []
    page = open_page("/en?doc=yancheng-ai-plus&clause=99")
    expect(page.locator("#clause")).to_contain_text("There is no such clause")
    assert stray(page) == []


def test_working_out_in_english(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("/en?tab=work_out")
    page.get_by_label("In which district or county").select_option("Tinghu District")
    page.get_by_label("What kind of applicant is it?").select_option("Public institution")
    page.get_by_role("button", name="Find awards that may apply").click()
    page.get_by_role("checkbox", name="全国性活动补贴").check()
    page.get_by_role("checkbox", name="示范园区创建支持").check()
    assert stray(page) == []
    page.get_by_role("button", name="Add those ticked").click()
    expect(page.locator(".claim")).to_have_count(2)
    page.get_by_label("What is the total cost of the event?").fill("plenty")
    page.get_by_label("Date of application").fill("soon")
    result = page.locator("#result")
    for field, told in (
        ("Date of application", "is written like"),
        ("What is the total cost", "is a number"),
    ):
        page.get_by_role("button", name="Work out", exact=True).click()
        expect(result.locator("[role=alert]")).to_contain_text(told)
        assert stray(page) == []
        page.get_by_label(field).fill("")
    page.get_by_label("What is the total cost").fill("1200000")
    page.get_by_role("button", name="Work out", exact=True).click()
    expect(result.locator(".figure")).to_contain_text("up to CNY 1,360,000")
    expect(result.locator(".effects")).to_contain_text("Municipal, Provincial: Total up to CNY 1,000,000")
    assert stray(page) == []

    case = tmp_path / "case.json"
    opener = page.get_by_label("Open a saved case")
    claims = [
        {"award_id": "national-event", "facts": {"total_cost": "1", "seats": 3, "event_level": "galactic"}},
        {"award_id": "moon-landing"},
    ]
    case.write_text(json.dumps({"case": {"claims": claims}, "rules": "old", "check": ""}), encoding="utf-8")
    opener.set_input_files(case)
    expect(result.locator(".opened")).to_contain_text("another version of the rules")
    expect(result.locator(".opened")).to_contain_text("The present rules have no such award")
    assert stray(page) == []
    case.write_text("{", encoding="utf-8")
    opener.set_input_files(case)
    expect(result.locator("[role=alert]")).to_contain_text("This case cannot be opened")
    assert stray(page) == []


def test_checking_and_the_staff_area_in_english(open_page: OpenPage, staffed: str) -> None:  # noqa: F811
    page = open_page("/en?tab=check", at=staffed)
    expect(page.get_by_role("heading", name="How well this assistant answers")).to_be_visible()
    assert stray(page) == []
    page.get_by_role("link", name="Staff sign-in").click()
    assert page.evaluate("document.documentElement.lang") == "en"
    for password in ("wrong", PASSWORD):
        assert stray(page) in ([], ["中文"])  # the way to the other language
        page.get_by_label("User name").fill("zhang")
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
    for name in ("Unanswered", "Reported errors", "Ratings", "Confirmed"):
        page.get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", name=name)).to_be_visible()
        assert stray(page) == [], name
    page.get_by_role("link", name="Confirm another question").click()
    page.get_by_label("Question").fill("算力券找谁")
    page.get_by_role("button", name="Find clauses").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose at least one clause")
    assert stray(page) == []
    page.get_by_role("button", name="Sign out").click()
    for _ in range(MAX_FAILURES):
        page.get_by_label("User name").fill("wang")
        page.get_by_label("Password").fill("wrong")
        page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("Too many wrong attempts")
    assert stray(page) == []


def test_every_fact_and_choice_of_the_rules_has_english_words(assistant: Assistant) -> None:
    english = page_words().english_facts
    for name, fact in assistant.rulebook.facts.items():
        assert {choice.value for choice in fact.choices} == set(english[name].choices), name
        assert bool(fact.unit) == bool(english[name].unit), name


def test_a_planted_word_is_found(open_page: OpenPage) -> None:
    page = open_page("/en")
    page.evaluate("document.querySelector('#latest h1').title = '中文'")
    assert stray(page) == ["title: 中文"]
