"""What names a person or a firm is masked before anything is kept for the staff to read."""

from __future__ import annotations

import re

MASK = "＊＊＊"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        r"(?:https?://|www\.)[^\s，。；、）)]+",
        # Identity cards, and the unified codes of firms with their letters.
        r"(?<![0-9A-Za-z])(?:[0-9]{17}[0-9Xx]|[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10})(?![0-9A-Za-z])",
        # Telephones and bank cards, also in groups. A sum of money is followed by its unit.
        r"(?<![0-9.])(?:\+?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{4}){2}(?![0-9.]|[ ]?[元万亿个台套人])",
        r"(?<![0-9.])0[0-9]{2,3}[- ]?[0-9]{7,8}(?![0-9.])",
        r"(?<![0-9.])[0-9]{4}(?:[- ]?[0-9]{4}){3}[0-9]{0,3}(?![0-9.]|[ ]?[元万亿个])",
        # Firms by the end of their name, persons by the words that introduce one. A form of
        # address alone (李先生) is enough; what is called 企业 or 公司 without a name stays.
        r"[\u4e00-\u9fff（）()·A-Za-z0-9]{2,30}?(?:有限责任公司|股份有限公司|有限公司|事务所|合作社)",
        r"(?<=我叫)[\u4e00-\u9fff]{2,4}|(?<=姓名[是：:])[\u4e00-\u9fff]{2,4}",
        r"(?<=我姓)[\u4e00-\u9fff]|[\u4e00-\u9fff](?=(?:先生|女士|小姐)(?!们))",
        r"(?<=微信[号是：:])[\w-]{4,}|(?i:(?<=qq)|(?<=qq[号是：:]))[0-9]{5,12}",
    )
)


def masked(text: str) -> str:
    """``text`` with telephones, cards, addresses on the net and names of firms and persons as ``MASK``."""
    for pattern in _PATTERNS:
        text = pattern.sub(MASK, text)
    return text
