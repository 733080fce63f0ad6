"""The legal programmes by their proper names (pinyin), and what is asked for."""

from enum import StrEnum


class Programme(StrEnum):
    """What can be applied for at the window, or what an application is sorted into."""

    BY_CLASS = "by_class"  # 申请社会救助，由乡镇按类认定 (国办发〔2023〕39号: one application, sorted by class)
    DIBAO = "dibao"  # 最低生活保障
    DIBAO_DANREN = "dibao_danren"  # 单人保
    DIBAO_BIANYUAN = "dibao_bianyuan"  # 低保边缘家庭
    GANGXING_ZHICHU = "gangxing_zhichu"  # 刚性支出困难家庭
    TEKUN = "tekun"  # 特困人员救助供养
    LINSHI_JIUZHU = "linshi_jiuzhu"  # 临时救助
    XIAOE_KUAIJIU = "xiaoe_kuaijiu"  # 小额快救
    CANJI_SHENGHUO = "canji_shenghuo"  # 困难残疾人生活补贴
    CANJI_HULI = "canji_huli"  # 重度残疾人护理补贴
    GUER = "guer"  # 孤儿
    SHISHI_WUREN_FUYANG = "shishi_wuren_fuyang"  # 事实无人抚养儿童
