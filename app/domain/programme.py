"""The legal programmes by their proper names (pinyin), and what is asked for."""

from enum import StrEnum


class Programme(StrEnum):
    """What can be applied for at the window."""

    BY_CLASS = "by_class"  # 申请社会救助，由乡镇按类认定 (国办发〔2023〕39号: one application, sorted by class)
    DIBAO = "dibao"  # 最低生活保障
    LINSHI_JIUZHU = "linshi_jiuzhu"  # 临时救助
