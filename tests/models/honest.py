"""What an honest model could write, by the message it answers; all of it should be shown."""

from __future__ import annotations

from tests.models.conftest import MESSAGE

FIRST_SET = "首台套能补多少？"
HEARSAY = "首台套能补多少，听说是80万？"
GUARANTEE = "担保费补多少？"
COUNTY = "我们是东台的企业，首台套能拿多少"
BOTH = "首台套和全国性活动补贴能一起拿吗，活动花了100万"
TITLE = "我们医院引进了一个正高专家，每个月补多少"

HONEST = {
    MESSAGE: (
        "您好，您这场峰会是全国性的人工智能活动，又在盐城市区举办，所以对得上第十条。",
        "费用按您说的200万元来算，先乘比例再和封顶线比，取小的那个：[[award:national-event.working]]。",
        "因此这一项是[[award:national-event.amount]]，是一次性的，由市级财政给承办单位。",
        "需要提醒的是，如果活动属于市财政资金包干，就不能享受这一项。",
        "目前文件还是征求意见稿，正式印发以后才能按它申报，具体时间和材料要等当年的申报通知。",
        "文件没有写申报材料、截止时间和联系电话，建议先咨询[[award:national-event.units]]。",
        "[[quote:10#2]]",
        "- **金额**：[[award:national-event.amount]]",
        "- **依据**：[[clause:10]]",
        "1. 先准备活动费用的明细和发票。",
        "按照“就高不重复”原则，同一项目只算最高的一项。",
        "您提到的200万元是活动费用总金额，超过封顶线的部分不再计算。",
        "有两点需要您再核实：一是费用口径，二是承办单位是谁。",
        "能不能批下来要由主管部门审核，我不能保证。",
        "政策有效期到2027年12月31日。",
        "您符合目前已知的全部条件。",
        "文件原话是“由市级财政给予承办单位一次性不超过50万元的补贴”。",
    ),
    FIRST_SET: (
        "首台（套）要先经江苏省级认定，认定由有关部门作出，您目前还没有说有没有拿到。",
        "如果认定通过，每台（套）是[[award:first-set-equipment.amount]]，这是上限。",
        "您可以先确认设备是否在省级首台（套）名单里，再按当年通知申报。",
        "市级认定的不算，要江苏省级的。",
    ),
    GUARANTEE: (
        "文件只写了给予担保费资助，没有写补多少，也没有写比例。",
        "您可以咨询[[award:guarantee-fee.units]]，问清楚资助标准和申报时间。",
    ),
    COUNTY: (
        "东台市不在盐城大市区里，所以这份文件不直接适用。",
        "您可以问东台市的工信部门，看当地有没有参照出台自己的政策。",
        "不符合的原因是注册地在县（市）。",
    ),
    BOTH: (
        "两项分属不同项目的，可以分别计算，合计[[total]]。",
        "全国性活动补贴是[[award:national-event.amount]]，首台套是[[award:first-set-equipment.amount]]。",
    ),
    TITLE: (
        "正高职称的生活补贴按月发放，最长三年，前提是首次在盐参加社会保险并正常缴费。",
        "按材料算是[[award:professional-title.working]]，合起来[[award:professional-title.amount]]。",
    ),
}
