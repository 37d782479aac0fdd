"""Questions that somebody counts out: 一是……二是……, ①……②……, 1) … 2) …, each a sentence of its own."""

from __future__ import annotations

import re

#: Circled and bracketed numbers, as typed; plain form would make bare figures of them.
_CIRCLED = re.compile(r"[①-⒛❶-❿㈠-㈩]")
_COUNTED = re.compile(
    r"(?:(?:^|[，,。；;：:！!？?\s])"
    r"(?:其?[一二三四五六七八](?:是|来|则|者)(?![否不])|第[一二三四五六七八](?=[，,、：:])|其[一二三四五]"
    r"|首先|其次|再次|再者|另外|q[0-9][:.]?|\([0-9一二三四五六七八]\))"
    r"|(?<![0-9.,第])[0-9]\)(?=[一-鿿])|(?<![第十百千])[一二三四五六七八]、(?=[一-鿿]))[，,、：:]?"
)
#: 我想问三个事: how many questions follow is no count of anything.
_ANNOUNCED = re.compile(
    r"(?:问|咨询|请教|打听|确认|了解)[^，。？?！!；;：:]{0,4}?[一二两三四五六七几0-9]+(?:个|件|点|下)?(?:事情|事儿|事|问题|情况)"
)
#: A bare number before a question, no measure word or unit behind it (1 上限多少 2 找谁).
_BARE = re.compile(
    r"(?<![0-9.第a-z])([1-9])\s?[.、,，:：]?\s?(?=[一-鿿])"
    r"(?![个位名人台套项年月日天号点万千百十亿元块家款场次条件种倍成份张期批级线区轮层楼届周小季分秒厘米公吨斤度只组队堂间座本部册幅])"
)
_ASKS = re.compile(
    r"[？?]|多少|几|什么|啥|哪|谁|吗|么|呢|怎么|怎样|咋|如何|何时|(.)[不没]\1|有没有|能否|是否|可否|要不要"
)
#: So many that ask are questions in a row; of those behind each number one may be a mere word (联系电话).
_LEAST = 2


def circled_apart(message: str) -> str:
    """The message as typed with a break for each circled number."""
    return _CIRCLED.sub("；", message)


def counted_apart(text: str) -> str:
    """The plain text with a break for each number or word that counts out a question."""
    if len(_COUNTED.findall(text)) < 2:
        return _bare_numbers_apart(text)
    return _COUNTED.sub("；", _ANNOUNCED.sub("问", text)).lstrip("；")


def _bare_numbers_apart(text: str) -> str:
    """The text with a break for each bare number of 1, 2, 3 … that stands before a question."""
    marks: list[re.Match[str]] = []
    for mark in _BARE.finditer(text):
        if int(mark.group(1)) == len(marks) + 1:
            marks.append(mark)
    if len(marks) < _LEAST:
        return text
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    questions = [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    if sum(_ASKS.search(one) is not None for one in questions) < max(_LEAST, len(questions) - 1):
        return text
    before = _ANNOUNCED.sub("问", text[: marks[0].start()])
    return "；".join(one.strip() for one in (before, *questions)).lstrip("；")
