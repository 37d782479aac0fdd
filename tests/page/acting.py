"""What a person does on the page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

SUMMIT = "我们办了一场全国性AI峰会花了200万，能补多少？"


def barriers(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds on the page as it is now that is serious or critical, and where."""
    page.wait_for_timeout(150)
    return [
        (each["id"], [node["html"][:160] for node in each["nodes"]])
        for each in Axe().run(page).response["violations"]
        if each["impact"] in ("serious", "critical")
    ]


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def say(page: Page, words: str) -> Locator:
    """Types a message and sends it; gives the answer."""
    page.get_by_label("您的问题").fill(words)
    page.get_by_role("button", name="发送").click()
    return answer_to(page, words)


def answer_to(page: Page, words: str) -> Locator:
    article = page.locator("#latest article")
    expect(article.locator("h2.said")).to_contain_text(words)
    expect(article.locator(".tools")).to_be_visible()
    return article


def pick(page: Page, award: str) -> None:
    """Puts one award on the form."""
    claims = page.locator(".claim")
    before = claims.count()
    choice = page.get_by_label("选一项，可以多次添加")
    choice.select_option(choice.locator("option").filter(has_text=award).get_attribute("value"))
    page.get_by_role("button", name="加到表格", exact=True).click()
    expect(claims).to_have_count(before + 1)


def choose(page: Page, question: str, choice: str) -> None:
    page.get_by_role("group", name=question).get_by_label(choice, exact=True).check()


def fill_event(page: Page, cost: str) -> None:
    """A national event in the city, by a firm of 亭湖区, that has cost so many yuan."""
    page.locator("#case").get_by_label("贵单位注册在哪个区（县、市）？").select_option("亭湖区")
    pick(page, "全国性活动补贴")
    choose(page, "举办的是哪一级的活动？", "全国性")
    choose(page, "活动是否在盐城市区举办？", "是")
    choose(page, "活动经费是否由市财政资金包干？", "否")
    page.get_by_label("活动费用总金额是多少元？").fill(cost)


def work_out(page: Page) -> Locator:
    """Works out what is on the form; gives the result."""
    page.get_by_role("button", name="开始测算").click()
    result = page.locator("#result")
    expect(result.locator(".total, [role=alert]")).to_be_visible()
    return result


def look_up(page: Page, query: str) -> Locator:
    """Types into the query of the look-up tab; gives what is found."""
    results = page.locator("#results")
    expect(results.get_by_role("status")).to_be_visible()
    page.get_by_role("combobox", name="条号、关键词或责任单位").fill(query)
    expect(results.get_by_role("status")).not_to_have_text("目录")
    return results.get_by_role("option")
