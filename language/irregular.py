"""English forms that no stemmer's rules undo: "won" of "win", "larger" of "large"."""

import re

_FORMS = """
bear borne|beat beaten|become became|begin began begun|bend bent|bite bitten|blow blew blown
break broke broken|bring brought|build built|burn burnt|buy bought|catch caught|choose chose chosen
come came|deal dealt|dig dug|draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten
fall fell fallen|feed fed|fight fought|flee fled|fly flew flown|forbid forbade forbidden
forget forgot forgotten|freeze froze frozen|get got gotten|give gave given|go went gone
grow grew grown|hang hung|hear heard|hide hid hidden|hold held|keep kept|know knew known|lay laid
lead led|learn learnt|lend lent|lose lost|make made|mean meant|meet met|pay paid|prove proven
ride rode ridden|ring rang rung|rise rose risen|run ran|say said|see seen|seek sought|sell sold
send sent|shake shook shaken|shoot shot|show shown|shrink shrank shrunk|sing sang sung
sink sank sunk|sit sat|sleep slept|speak spoke spoken|spend spent|spin spun|spring sprang sprung
stand stood|steal stole stolen|stick stuck|strike struck stricken|strive strove striven
swear swore sworn|sweep swept|swim swam swum|take took taken|teach taught|tear tore torn|tell told
throw threw thrown|understand understood|undergo underwent undergone
undertake undertook undertaken|wake woke woken|wear wore worn|weave wove woven|win won
withdraw withdrew withdrawn|write wrote written|overcome overcame|oversee oversaw overseen
bad worse worst|man men|woman women|child children|person persons|foot feet|tooth teeth
criterion criteria|phenomenon phenomena|crisis crises|analysis analyses|thesis theses
hypothesis hypotheses|die died dies dying|tie tied tying|large larger largest|big bigger biggest
high higher highest|great greater greatest|old older oldest|early earlier earliest|late latest
few fewer fewest|small smaller smallest|young younger youngest|new newer newest|low lower lowest
strong stronger strongest|long longer longest|cheap cheaper cheapest|fast faster fastest
"""
_PLAIN = {
    form: group.split()[0] for group in re.split(r"[|\n]", _FORMS) for form in group.split()[1:]
}


def plain_form(word: str) -> str:
    """The form that a dictionary has of a lower-case word; regular forms come back as they are."""
    return _PLAIN.get(word, word)
