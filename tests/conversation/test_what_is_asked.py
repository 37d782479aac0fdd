"""What a message asks: the model of callers' questions weighed with cues, and questions of the whole text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.contract import Answer

Talk = Callable[..., list[Answer]]


class TestRefused:
    @pytest.mark.parametrize(
        "wish",
        [
            "一台装备切成两截，让我弟的厂子认另一截，两家都去领，这么弄妥不妥",
            "注册个空壳子，专门把这个项目再申一遍",
            "母公司领过的那套，子公司照着再领一份，怎么操作稳当",
        ],
    )
    def test_a_way_round_is_refused_before_any_sum(self, talk: Talk, wish: str) -> None:
        answer = talk(wish)[0]
        assert answer.answer.startswith(("**这个做法没法帮您", "**造假、虚报"))
        assert answer.total is None

    @pytest.mark.parametrize(
        "wish",
        [
            "会办下来真花七十万，票据做到一百九十万，按一百九十万能领几个",
            "参数才六十亿，填个一百三十亿，有没有人核",
            "博士是在职念的，交材料写脱产行不行得通",
        ],
    )
    def test_false_figures_are_refused(self, talk: Talk, wish: str) -> None:
        answer = talk(wish)[0]
        assert answer.answer.startswith(("**这个做法没法帮您", "**造假、虚报"))
        assert answer.awards == ()


class TestOfTheWholeText:
    @pytest.mark.parametrize(
        "question", ["整个文件里哪一项的钱最多", "全部奖补里面数额最大的是什么", "通篇来看哪样给得最狠"]
    )
    def test_the_largest_amount_stands_first(self, talk: Talk, question: str) -> None:
        answer = talk(question)[0]
        assert answer.status == "answered"
        assert answer.awards[0].award_id == "rd-matching"
        assert answer.questions == () and answer.total is None

    @pytest.mark.parametrize("question", ["一共有几种补贴", "哪些条款写了具体金额", "哪几项没写给多少钱"])
    def test_every_support_is_listed(self, talk: Talk, question: str) -> None:
        answer = talk(question)[0]
        assert answer.status == "answered"
        assert len(answer.awards) == 24

    @pytest.mark.parametrize(
        ("question", "clause"), [("人才这块都有哪些好处", "8"), ("数据这头有啥扶持", "6")]
    )
    def test_the_supports_of_one_field(self, talk: Talk, question: str, clause: str) -> None:
        awards = talk(question)[0].awards
        assert awards and all(award.clause_id == clause for award in awards)


class TestExactWords:
    def test_which_of_two_wordings_the_text_has(self, talk: Talk) -> None:
        answer = talk("场景那条写的是“不超过10个”还是“不少于10个”")[0]
        assert "文件里有“不超过10个”：第二条" in answer.answer
        assert "没有“不少于10个”" in answer.answer

    @pytest.mark.parametrize("word", ["低空经济", "元宇宙"])
    def test_a_word_that_the_text_does_not_have(self, talk: Talk, word: str) -> None:
        assert f"没有“{word}”" in talk(f"文件里有没有提到{word}")[0].answer

    def test_a_word_that_it_has(self, talk: Talk) -> None:
        answer = talk("文中有没有出现“语料库”这个词")[0]
        assert "文件里有“语料库”：第六条" in answer.answer
        assert answer.citations[0].clause_id == "6"


class TestWeighed:
    @pytest.mark.parametrize(
        ("question", "start"),
        [
            ("展会得花到多少才够把补贴顶满", "**全国性活动补贴：要拿满50万元"),
            ("就高不重复是啥意思", "**同一企业、同一项目"),
        ],
    )
    def test_what_no_cue_list_foresaw(self, talk: Talk, question: str, start: str) -> None:
        assert talk(question)[0].answer.startswith(start)

    def test_two_wishes_are_both_answered(self, talk: Talk) -> None:
        answer = talk("办全国性峰会最高补多少，归哪个部门管")[0].answer
        assert "最高50万元" in answer and "责任单位" in answer

    def test_a_later_day_asks_of_what_was_talked_of(self, talk: Talk) -> None:
        answer = talk("亭湖的企业，一台省级首台套给多少", "等到2028年2月再申报还有没有")[-1]
        assert [award.eligibility for award in answer.awards] == ["ineligible"]
