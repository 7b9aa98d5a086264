"""Units behind and before numbers: currencies, measures, percent."""

import re

CURRENCIES: dict[str, tuple[str, str]] = {
    "USD": (r"US\$|USD|美元|美金", r"美元|美金|USD|(?:US |American )?dollars?"),
    "TWD": (
        r"NT\$|NTD|TWD|新[臺台][幣币]",
        r"新[臺台][幣币]|NTD|TWD|(?:NT|New Taiwan|Taiwan) dollars?",
    ),
    "EUR": (r"€|EUR|歐元", r"歐元|欧元|€|EUR|euros?"),
    "GBP": (r"£|GBP|英鎊", r"英鎊|英镑|GBP|pounds?(?: sterling)?"),
    "JPY": (r"JP¥|¥|JPY|日圓", r"日圓|日元|日幣|JPY|yen"),
    "CNY": (r"RMB|CNY|人民幣", r"人民幣|人民币|RMB|CNY|yuan|renminbi"),
    "THB": (r"฿|THB|泰銖", r"泰銖|泰铢|THB|baht"),
    "MYR": (r"RM|MYR", r"馬幣|令吉|馬來西亞幣|MYR|ringgit"),
    "SGD": (r"S\$|SGD", r"新加坡元|新加坡幣|新幣|新元|星幣|SGD|Singapore dollars?"),
    "IDR": (r"Rp\.?|IDR", r"印尼盾|印尼幣|IDR|(?:Indonesian )?rupiah"),
    "VND": (r"₫|VND", r"越南盾|越盾|VND|(?:Vietnamese )?dong"),
    "PHP": (r"₱|PHP", r"菲律賓披索|披索|比索|PHP|(?:Philippine )?pesos?"),
    "INR": (r"₹|INR|Rs\.?", r"印度盧比|盧比|卢比|INR|(?:Indian )?rupees?"),
    "KRW": (r"₩|KRW", r"韓元|韓圜|韓幣|KRW|(?:Korean )?won(?= )"),
    "HKD": (r"HK\$|HKD", r"港元|港幣|HKD|Hong Kong dollars?"),
    "AUD": (r"A\$|AUD", r"澳元|澳幣|AUD|Australian dollars?"),
    "NZD": (r"NZ\$|NZD", r"紐元|紐幣|NZD|New Zealand dollars?"),
    "CAD": (r"C\$|CAD", r"加元|加幣|CAD|Canadian dollars?"),
    "CHF": (r"CHF", r"瑞士法郎|瑞郎|CHF|Swiss francs?"),
    "CZK": (r"CZK", r"捷克克朗|捷克幣|克朗|CZK|(?:Czech )?(?:koruna|crowns?)"),
    "PLN": (r"PLN", r"波蘭幣|茲羅提|兹罗提|PLN|zlot(?:y|ys|ych)"),
    "HUF": (r"HUF", r"匈牙利福林|福林|HUF|forints?"),
    "EGP": (r"EGP|E£", r"埃及鎊|埃鎊|EGP|Egyptian pounds?"),
    "UAH": (r"UAH|₴", r"烏克蘭格里夫納|格里夫納|UAH|hryvnias?"),
    "BND": (r"BND|B\$", r"汶萊元|汶萊幣|BND|Brunei dollars?"),
    "MMK": (r"MMK", r"緬元|緬幣|MMK|kyats?"),
    "KHR": (r"KHR", r"瑞爾|KHR|riels?"),
}
"""By ISO 4217 code: how it is written before a number, and behind one."""

MEASURES = {
    "minute": r"minutes?|分鐘|分钟",
    "hour": r"hours?|小時|小时",
    "day": r"(?:working |business |calendar )?days?"
    r"|(?:個)?(?:工作|營業|日曆)?[天日](?![本圓元幣系商資報])",
    "week": r"weeks?|[週周](?!年)",
    "month": r"months?|個月|个月",
    "year": r"years?|年(?![代度底初])",
    "quarter": r"quarters?(?= |$)",
    "m²": r"m2|m²|square met(?:re|er)s?|平方公尺|平方米",
    "km²": r"km2|km²|square kilomet(?:re|er)s?|平方公里",
    "km": r"km|kilomet(?:re|er)s?|公里",
    "mile": r"miles?|英里|英哩|哩",
    "m": r"met(?:re|er)s?|公尺|米(?![食飯饭粉酒蘭兰])",
    "cm": r"cm|centimet(?:re|er)s?|公分|厘米",
    "ha": r"ha|hectares?|公頃",
    "t": r"tonnes?|tons?|公噸|噸",
    "kg": r"kg|kilograms?|公斤",
    "kW": r"kW|kilowatts?|千瓦",
    "MW": r"MW|megawatts?|百萬瓦|兆瓦",
    "GW": r"GW|gigawatts?|吉瓦|十億瓦",
    "kWh": r"kWh|度電",
    "GB": r"GB|gigabytes?",
    "Mbps": r"Mbps",
}

PREFIX = "|".join(before for before, _ in CURRENCIES.values())
_PREFIX = "|".join(f"(?P<pre_{code}>{before})" for code, (before, _) in CURRENCIES.items())
_SUFFIX = "|".join(f"(?P<suf_{code}>{after})" for code, (_, after) in CURRENCIES.items())
_MEASURE = "|".join(f"(?P<measure_{i}>{pattern})" for i, pattern in enumerate(MEASURES.values()))
UNIT_AFTER = re.compile(
    r"[ -]?(?:多|餘)?[ ]?(?:"
    r"(?P<points>個百分點|百分點|percentage[ -]points?)"
    r"|(?P<percent>%|percent\b|per cent\b)"
    r"|(?P<tenths>成(?![員立本長效果功品份交熟分年型名就形]))(?P<tenths_more>[一二三四五六七八九半])?"
    rf"|(?:{_SUFFIX})(?![A-Za-z])"
    r"|(?P<yuan>元(?!素|月|件|年|老|宇|組|组|旦|首|帥|帅))"
    rf"|(?:{_MEASURE})(?![A-Za-z])"
    r")"
)
"""A unit behind a number; `unit_of` names it."""

_MEASURE_NAMES = tuple(MEASURES)
_PREFIXES = re.compile(_PREFIX)


def is_measure(after: re.Match[str]) -> bool:
    """Whether a match of UNIT_AFTER is a measure such as hours or kilometres."""
    return (after.lastgroup or "").startswith("measure_")


def unit_of(after: re.Match[str]) -> str:
    """The unit in a match of UNIT_AFTER; 成 is percent, 元 without a country TWD."""
    kind, _, which = (after.lastgroup or "").partition("_")
    match kind:
        case "points":
            return "percentage point"
        case "percent" | "tenths":
            return "percent"
        case "yuan":
            return "TWD"
        case "suf":
            return which
    return _MEASURE_NAMES[int(which)]


def currency_before(prefix: str) -> str:
    """The code of a currency that is written so before a number."""
    match = _PREFIXES.fullmatch(prefix)
    return ((match and match.lastgroup) or "").removeprefix("pre_")
