"""The words around a number: units, what it is counted per, and which bound it sets.

All patterns are for normalised text (see ``normalise``).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

Kind = Literal["money", "percent", "duration", "count", "parameters", "number"]
Bound = Literal["exact", "at_most", "at_least", "more_than", "less_than", "about"]

#: What an amount may be counted per, by the words for it.
PER = {
    "月": "month",
    "年": "year",
    "年度": "year",
    "季度": "quarter",
    "季": "quarter",
    "天": "day",
    "日": "day",
    "人": "person",
    "名": "person",
    "位": "person",
    "台": "set",
    "套": "set",
    "款": "title",
    "家": "enterprise",
    "户": "enterprise",
    "企业": "enterprise",
    "项目": "project",
    "项": "project",
    "个": "item",
    "件": "item",
    "篇": "item",
    "场": "event",
    "场次": "event",
    "次": "time",
    "平方米": "square_metre",
    "平米": "square_metre",
    "m2": "square_metre",
    "亩": "mu",
    "吨": "tonne",
    "公里": "kilometre",
    "千瓦时": "kilowatt_hour",
    "度": "kilowatt_hour",
    "辆": "vehicle",
    "床位": "bed",
    "床": "bed",
}
_PER_WORD = "(?:" + "|".join(sorted(map(re.escape, PER), key=len, reverse=True)) + ")"
_BRACKET = r"(?:[(〔\[][^)〕\]]{1,3}[)〕\]])?"
#: 元/月, 元每月, 元/人·年
PER_AFTER = re.compile(
    r" ?(?:/ ?|(?<! )每|(?<! )一(?=个?[人月年台套]))(?:个(?=月|项目|企业|人|季度))?"
    rf"({_PER_WORD}){_BRACKET}(?:[·•*]({_PER_WORD}))?"
)
#: 每人每年8万, 每台(套)给予最高50万, 一个月3000
PER_BEFORE = re.compile(
    rf"((?:每一?个?{_PER_WORD}{_BRACKET}[,、]?)+|[年月季日]均"
    r"|(?<![0-9一二三四五六七八九十百千第])一个?(?:月|年|季度|天|人|台|套|款|家|场))"
    r"(?:一次性|[^,;。、!?\n0-9每一二两三四五六七八九十百千万亿]){0,8}$"
)
PER_WORDS = re.compile(rf"[每一]一?个?({_PER_WORD})|(?P<mean>[年月季日])均")

CURRENCIES = {"美元": "美元", "美金": "美元", "usd": "美元", "欧元": "欧元", "eur": "欧元"}
CURRENCIES |= {"港元": "港元", "港币": "港元", "日元": "日元", "英镑": "英镑"}
_FOREIGN = "|".join(CURRENCIES)
FOREIGN_SIGNS = {"€": "欧元", "£": "英镑"}
_YUAN = (
    r"元人民币|元整|元钱|元(?![素件器宇旦催锂化经结论])|圆(?![形满桌])|人民币|rmb(?![a-z])|cny(?![a-z])"
    r"|yuan(?![a-z])|kuai(?:qian)?(?![a-z])"
    r"|块钱|块大洋|块(?:(?![一-鿿])|(?=[的吧每一左以呢吗啊够能给行补和到至多起封])|(?=[一二三四五六七八九](?![一-鿿])))"
)
MONEY_AFTER = re.compile(rf" ?(?:[(]不?含[)])?(?:(?P<foreign>{_FOREIGN})|(?P<yuan>{_YUAN}))")
MONEY_BEFORE = re.compile(r"(?:¥|人民币|rmb|cny)[: ]?$")
FOREIGN_BEFORE = re.compile(r"(?:\$|us\$|usd|美元|€|£)[: ]?$")
_FIGURE = "[0-9一二三四五六七八九]"
#: 3元5角2分, 三块五
SMALL_CHANGE = re.compile(
    rf"(?P<jiao>{_FIGURE})[角毛](?:(?P<fen>{_FIGURE})分)?|(?P<tail>(?<=块){_FIGURE}(?![0-9.一-鿿]))"
)

PERCENT_AFTER = re.compile(
    r" ?(?:%|٪|个? ?百分点|个点(?![子心儿])|pct(?![a-z])|per ?cent(?:age)?(?![a-z])|‰|‱)"
)
TENTHS_AFTER = re.compile(
    r"成(?:(?P<half>半)|(?P<more>[一二三四五六七八九](?![一-鿿])))?(?![立果功本员都长就交为分品效熟绩型套年人家天才千名书语见像材])"
    r"|折(?P<discount>)(?![旧合腾叠算扣磨现损射返])"
)
PARTS = re.compile(r"(?P<base>百|千|万|十|[二三四五六七八九][十百]?|[0-9]{1,4}) ?(?:(?<=百)分之?|分之) ?")

#: What a number counts, longest first; a number before one of these is a count.
_COUNTERS = (
    "平方公里|平方米|工作日|千瓦时|立方米|分钟|小时|公里|平米|场次|人次|批次|家次|台套|m2|kwh|pflops|星期"
    "|周岁|人|名(?!义|单)|位(?!一体|于)|个|口子|台|套|款|场|家|项|次|件|篇|所|户|支|处|只|间|亩|吨|辆|座|期|届|轮|批|倍|天|日|周"
    "|条|类|种|份|岁|卡|度|股|页|字|张|平|床|p"
    # 2 PhDs leaves out the counting word; 985博士 is no count.
    r"|(?<=(?<![0-9])[0-9] )(?:博士|教授|院士|phds?|sets)|(?<=(?<![0-9])[0-9])(?:博士|教授|院士)"
)
#: 28万场地, 6万人员, 10万平台: the sum of what is named behind it, no count.
_NOUNS = "(?<=场)[地馆租所景]|(?<=人)[员力]|(?<=平)台|(?<=支)[付出]|(?<=座)谈|(?<=周)边|(?<=字)幕"
COUNT_AFTER = re.compile(
    rf" ?(?:个(?=人(?![工民才大力机])))?({_COUNTERS})(?!性|(?<=[a-z])[a-z]|(?<=人)工智|{_NOUNS})"
)

_MONTHS_MORE = r"(?:(?:零|又)?(?P<months_more>[0-9]{1,2}|[一二三四五六七八九十]{1,2})个月)?"
DURATION_AFTER = re.compile(
    rf" ?(?P<years>周?年(?!级|会|龄)(?P<year_half>半)?|个年头){_MONTHS_MORE}"
    r"| ?(?P<months>个(?P<month_half>半)?月)| ?(?P<quarters>个季度)"
)
#: Words that are a quantity without a numeral of their own: kind, value, unit.
WHOLE_WORDS: tuple[tuple[re.Pattern[str], Kind, Decimal, str], ...] = (
    (re.compile(r"(?<![上下前后头])半年"), "duration", Decimal(6), ""),
    (re.compile(r"全年|整年"), "duration", Decimal(12), ""),
    (re.compile(r"(?<![上下前后])半个?月"), "duration", Decimal("0.5"), ""),
    (re.compile(r"百分之?百"), "percent", Decimal(1), ""),
    (re.compile(r"半个亿"), "money", Decimal(50_000_000), "元"),
    (re.compile(r"一半"), "percent", Decimal("0.5"), ""),
    (re.compile(r"俩人?"), "count", Decimal(2), "个"),
    (re.compile(r"仨人?"), "count", Decimal(3), "个"),
)

PARAMETERS_AFTER = re.compile(r" ?(?:个|级)?(?:的)?参数| ?级(?=[^,。;]{0,6}模型)")
PARAMETERS_BEFORE = re.compile(r"参数(?:总|数)?(?:量|规模|数)?[^,。;0-9]{0,5}$")
BILLIONS_AFTER = re.compile(r" ?b(?![a-z])")

#: A number that a letter or hyphen is joined to is part of a name: GPT-4, H100, 5G, 2.0版.
GLUED_BEFORE = re.compile(r"[a-z_][-.]?$")
GLUED_AFTER = re.compile(r"[a-z_.]|版|代(?!码)|号|强")

_BEFORE: tuple[tuple[str, Bound], ...] = (
    (r"不超过?|不多于|不高于|不大于|至多|最多|最高|上限|顶多|以内|封顶", "at_most"),
    (r"不低于|不少于|不小于|至少|最少|最低|起码|下限|(?<![不未])满|(?<![不未没])达到", "at_least"),
    (r"不到|不足|低于|少于|小于|未满|不满|未达到?|没到", "less_than"),
    (r"超过|超出|超|多于|大于|高于|突破|逾", "more_than"),
    (r"(?<![预签违合节])约|大概|差不多|接近|(?<!最)近|估计", "about"),
)
BOUND_BEFORE = tuple(
    (re.compile(rf"(?:{words})[了为是的达:]{{0,2}}(?:人民币|¥)? ?$"), bound) for words, bound in _BEFORE
)
#: A length of time that is not quite reached, or just passed: 快三年, 将近两年, 三年不到, 两年出头.
LENGTH_BEFORE: tuple[tuple[re.Pattern[str], Bound], ...] = (
    (re.compile(r"(?:(?<![加赶尽多凉爽痛])快|将近|接近|眼看|马上|差点)(?:要|就|都|有|到|满)?$"), "less_than"),
    (re.compile(r"(?:刚过|刚满过|不止)$"), "more_than"),
)
LENGTH_AFTER: tuple[tuple[re.Pattern[str], Bound], ...] = (
    (re.compile(r" ?(?:都|还)?(?:不到(?!位|账|岗|场)|不足|没到|未满)"), "less_than"),
    (re.compile(r" ?(?:刚)?(?:出头|有余|挂零|开外|不止)"), "more_than"),
)
#: 大半年, 小半年
HALF_YEAR_BEFORE: dict[str, Bound] = {"大": "more_than", "小": "less_than"}
#: 上百万, 上千家
MANY_BEFORE = re.compile(r"(?<![以及])上[百千万亿]$")
BOUND_AFTER: tuple[tuple[re.Pattern[str], Bound], ...] = (
    (re.compile(r" ?(?:人民币)?[(]?(?:及以下|以下|以内|之内|封顶|为限|为上限|(?<=[年月天日])内)"), "at_most"),
    (re.compile(r" ?(?:人民币)?[(]?(?:及以上|以上|起步|起(?![来点码初到飞草诉]))"), "at_least"),
    (re.compile(r" ?(?:左右|上下|[来]块)"), "about"),
    (re.compile(r"[多余](?![个次少数])"), "more_than"),
)
