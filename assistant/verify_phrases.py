"""What is wrong with a claim, as a sentence in either language."""

from assistant.verify_findings import Fault, Finding
from language.script import Language

_ENGLISH = {
    Fault.FIGURE_ABSENT: "“{said}” is a figure that is not in the evidence",
    Fault.FIGURE_DIFFERS: "the claim says {said} where the evidence says {found}",
    Fault.UNIT_DIFFERS: "the claim says {said}; the evidence has that number with {found}",
    Fault.NAME_ABSENT: "“{said}” is not named in the evidence",
    Fault.NAME_DIFFERS: "the claim names “{said}” where the evidence says “{found}”",
    Fault.NEGATED: "only one of claim and evidence denies it (“{said}{found}”)",
    Fault.REVERSED: "the claim says “{said}” where the evidence says “{found}”",
    Fault.DUTY_DIFFERS: "the claim says “{said}” where the evidence says “{found}”",
    Fault.TURN_ABSENT: "nothing in the evidence bears out “{said}”",
    Fault.ORDER_DIFFERS: "“{said}” stands in another place in the evidence",
    Fault.WORDS_DIFFER: "the claim says “{said}” where the evidence says “{found}”",
    Fault.WORDS_ABSENT: "the evidence does not say: {said}",
    Fault.LITTLE_HELD: "the evidence does not say this",
}
_CHINESE = {
    Fault.FIGURE_ABSENT: "所引文字中沒有數字「{said}」",
    Fault.FIGURE_DIFFERS: "本句寫「{said}」，所引文字寫「{found}」",
    Fault.UNIT_DIFFERS: "本句寫「{said}」，所引文字中這個數字的單位是「{found}」",
    Fault.NAME_ABSENT: "所引文字沒有提到「{said}」",
    Fault.NAME_DIFFERS: "本句寫「{said}」，所引文字寫「{found}」",
    Fault.NEGATED: "本句與所引文字一為肯定、一為否定（「{said}{found}」）",
    Fault.REVERSED: "本句寫「{said}」，所引文字寫「{found}」",
    Fault.DUTY_DIFFERS: "本句寫「{said}」，所引文字寫「{found}」",
    Fault.TURN_ABSENT: "所引文字沒有可以印證「{said}」的說法",
    Fault.ORDER_DIFFERS: "「{said}」在所引文字中的位置不同",
    Fault.WORDS_DIFFER: "本句寫「{said}」，所引文字寫「{found}」",
    Fault.WORDS_ABSENT: "所引文字沒有說到：{said}",
    Fault.LITTLE_HELD: "所引文字沒有說這件事",
}


def finding_phrase(finding: Finding, language: Language) -> str:
    """One sentence, without a full stop."""
    phrases = _CHINESE if language is Language.ZH else _ENGLISH
    return phrases[finding.fault].format(said=finding.said, found=finding.found)
