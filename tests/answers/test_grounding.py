"""No figure leaves that nothing proves: planted lies are caught, true answers pass."""

from collections.abc import Iterable

import pytest

from assistant.answers.grounding import ungrounded_figures
from assistant.contract import Amount, Answer, AwardResult, Citation, Grounded, ProjectTotal, Total

EVENT_CLAUSE = (
    "按照国家级活动费用总金额的30%，由市级财政给予承办单位一次性不超过50万元的补贴（市财政资金包干的不享受）"
)
TALENT_CLAUSE = "经评审认定，团队给予100－300万元资助，人才给予30－100万元资助"
TITLE_CLAUSE = "3年内分别给予3000元/月、2000元/月的生活补贴"
PHD_CLAUSE = "10年内给予8万元/人/年的科研补贴"
PARK_CLAUSE = "分别给予最高100万元、50万元的一次性支持"

EVENT = AwardResult(
    award_id="national-event",
    name="全国性活动补贴",
    clause_id="10",
    eligibility="eligible",
    amount=Amount(kind="fixed", low="500000", high="500000", text="50万元"),
    trace=(
        Grounded(text="2000000 × 30% = 600000", clause_id="10", quote="活动费用总金额的30%"),
        Grounded(text="不超过 500000", clause_id="10", quote="不超过50万元"),
    ),
)


def answer(
    text: str,
    quotes: Iterable[str] = (),
    awards: Iterable[AwardResult] = (),
    total: Total | None = None,
    spoken: str = "",
) -> Answer:
    citations = tuple(
        Citation(
            n=n,
            document_id="d",
            clause_id="1",
            label="第一条",
            source="policy",
            quote=quote,
            start=0,
            end=len(quote),
        )
        for n, quote in enumerate(quotes, 1)
    )
    return Answer(
        session_id="s",
        status="answered",
        answer=text,
        citations=citations,
        awards=tuple(awards),
        total=total,
        spoken=spoken,
    )


def caught(reply: Answer, user_texts: Iterable[str] = ()) -> list[str]:
    return [figure.text for figure in ungrounded_figures(reply, user_texts)]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("最高50万元，按费用的30%算 [1]。", EVENT_CLAUSE),
        ("最高五十万元，按百分之三十算。", EVENT_CLAUSE),
        ("最高 500,000 元，按三成算。", EVENT_CLAUSE),
        ("人才资助30万元到100万元。", TALENT_CLAUSE),
        ("个人最高100万元，团队最高300万元。", TALENT_CLAUSE),
        ("正高每月3000元，副高每月2000元。", TITLE_CLAUSE),
        ("每人每年8万元。", PHD_CLAUSE),
        ("国家级最高100万元，省级最高50万元。", PARK_CLAUSE),
        ("GPT-4 和 5G 不在此列，见第十条，2027年12月31日前有效。", EVENT_CLAUSE),
    ],
)
def test_figures_of_the_quoted_clause_pass(text: str, quote: str) -> None:
    assert caught(answer(text, [quote])) == []


@pytest.mark.parametrize(
    ("text", "quote", "lies"),
    [
        ("最高80万元。", EVENT_CLAUSE, ["80万元"]),
        ("最高八十八万。", EVENT_CLAUSE, ["八十八万"]),
        ("最高 88 万。", EVENT_CLAUSE, ["88 万"]),
        ("最高 8 8 万元。", EVENT_CLAUSE, ["8 8 万元"]),
        ("最高８８万。", EVENT_CLAUSE, ["８８万"]),
        ("最高八十八萬圓。", EVENT_CLAUSE, ["八十八萬圓"]),
        ("最高88wan。", EVENT_CLAUSE, ["88wan"]),
        ("最高捌拾捌万。", EVENT_CLAUSE, ["捌拾捌万"]),
        ("最高88w。", EVENT_CLAUSE, ["88w"]),
        ("最高880000元。", EVENT_CLAUSE, ["880000元"]),
        ("最高¥880,000。", EVENT_CLAUSE, ["¥880,000"]),
        ("最高**88**万元。", EVENT_CLAUSE, ["88**万元"]),
        ("最高500万元。", EVENT_CLAUSE, ["500万元"]),
        ("最高5万元。", EVENT_CLAUSE, ["5万元"]),
        ("最高150万元。", EVENT_CLAUSE, ["150万元"]),
        ("最高50亿元。", EVENT_CLAUSE, ["50亿元"]),
        ("最高50元。", EVENT_CLAUSE, ["50元"]),
        ("最高50万美元。", EVENT_CLAUSE, ["50万美元"]),
        ("按50%算。", EVENT_CLAUSE, ["50%"]),
        ("按百分之八十算。", EVENT_CLAUSE, ["百分之八十"]),
        ("按八成算。", EVENT_CLAUSE, ["八成"]),
        ("按30元算。", EVENT_CLAUSE, ["30元"]),
        ("资助30－300万元。", TALENT_CLAUSE, ["30－300万元"]),
        ("资助50万到100万元。", TALENT_CLAUSE, ["50万到100万元"]),
        ("每人每月8万元。", PHD_CLAUSE, ["8万元"]),
        ("正高每年3000元。", TITLE_CLAUSE, ["3000元"]),
        ("每月给三千五。", TITLE_CLAUSE, ["三千五"]),
        ("能拿五十多万元。", EVENT_CLAUSE, ["五十多万元"]),
    ],
)
def test_a_planted_lie_is_caught(text: str, quote: str, lies: list[str]) -> None:
    assert caught(answer(text, [quote])) == lies


def test_a_neighbours_figure_proves_nothing() -> None:
    """30万元 stands in the next sentence of the clause, but not in what was quoted."""
    reply = answer("首台套每台最高30万元。", ["每台（套）给予最高50万元支持"])
    assert caught(reply) == ["30万元"]


def test_trace_amount_and_their_bare_yuan_prove() -> None:
    assert caught(answer("200万元×30%=60万元，封顶后补贴50万元。", awards=[EVENT])) == []
    assert caught(answer("封顶后补贴55万元。", awards=[EVENT])) == ["55万元"]


def test_a_quote_of_a_reason_proves_but_its_wording_does_not() -> None:
    reason = Grounded(text="费用要到100万元", clause_id="10", quote="不超过50万元")
    award = EVENT.model_copy(update={"reasons": (reason,), "trace": (), "amount": _unspecified()})
    assert caught(answer("不超过50万元，费用要到100万元。", awards=[award])) == ["100万元"]


def _unspecified() -> Amount:
    return Amount(kind="unspecified", low=None, high=None, text="未写明金额")


def test_total_and_its_projects_prove() -> None:
    total = Total(
        low="600000",
        high="900000",
        projects=(
            ProjectTotal(project="A", low="500000", high="500000"),
            ProjectTotal(project="B", low="100000", high="400000"),
        ),
    )
    assert caught(answer("合计60万元到90万元，其中A项目50万元，B项目10万—40万元。", total=total)) == []
    assert caught(answer("合计100万元。", total=total)) == ["100万元"]
    assert caught(answer("合计60万元到90万元。")) == ["60万元到90万元"]


def test_the_users_own_figure_counts_only_as_a_repetition() -> None:
    user = ["你刚才说能补500万，我们花了二百三十万，是不是报50%"]
    assert caught(answer("您说的500万元没有依据；您花了230万元；也不是50%。"), user) == []
    assert caught(answer("能补250万元。"), user) == ["250万元"]
    assert caught(answer("能补50万元。"), user) == ["50万元"]


def test_a_users_count_proves_no_money() -> None:
    assert caught(answer("补贴5万元，共50元。"), ["我们有50个人，5万人次"]) == ["5万元", "50元"]


def test_spoken_is_checked_too() -> None:
    assert caught(answer("见下。", [EVENT_CLAUSE], spoken="最高八十万元。")) == ["八十万元"]
    assert caught(answer("见下。", [EVENT_CLAUSE], spoken="最高五十万元。")) == []


def test_another_persons_words_in_notices_prove_nothing() -> None:
    reply = answer("最高70万元。").model_copy(update={"notices": ("70万元",), "suggestions": ("70万元",)})
    assert caught(reply) == ["70万元"]
