"""Radicals that a PDF's font gives for ordinary characters: ⾏ (U+2F8F) where 行 was typed.

They look alike and compare unequal, so a search for 銀行 would miss 銀⾏.
"""

import unicodedata

# U+2E80 to U+2EF3 in order. Unicode has no ordinary twin for some shapes; they get the character
# they are a form of. U+2E9A is not assigned and stays itself.
_SUPPLEMENT = (
    "冫厂乛乚乙亻冂几刀刂卜㔾小小兀尣"
    "尢尢巳幺彑彐忄心扌攵\u2e9a旡日月歺母"
    "民氵氺灬爫爫丬牛犭王疋目示礻竹糹"
    "纟罓罒罒网网羊羊羊耂肀聿肉臼艹艹"
    "艹虎衤覀西见角角讠贝足车辶辶辶阝"
    "钅長镸长门阜阝雨青韦页风飞食食飠"
    "饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜"
    "龙龜亀龟"
)

RADICALS: dict[int, str] = {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)
} | dict(zip(range(0x2E80, 0x2EF4), _SUPPLEMENT, strict=True))
"""For `str.translate`: each radical's code point and the ordinary character it stands for."""
