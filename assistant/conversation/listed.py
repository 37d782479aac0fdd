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


def circled_apart(message: str) -> str:
    """The message as typed with a break for each circled number."""
    return _CIRCLED.sub("；", message)


def counted_apart(text: str) -> str:
    """The plain text with a break for each number or word that counts out a question."""
    if len(_COUNTED.findall(text)) < 2:
        return text
    return _COUNTED.sub("；", _ANNOUNCED.sub("问", text)).lstrip("；")
