"""The words around an answer on the Ask page, in both languages; `{names}` are filled in there."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.feedback import Reason, Thumb
from ui.words import Screen


@dataclass(frozen=True, slots=True)
class FeedbackWords:
    """What a reader can say of an answer."""

    asked: str
    thumbs: Mapping[Thumb, str]
    reason: str
    reasons: Mapping[Reason, str]
    comment: str
    comment_hint: str
    send: str
    kept: str


@dataclass(frozen=True, slots=True)
class AskWords:
    feedback: FeedbackWords
    follow_ups: str


_ENGLISH = AskWords(
    feedback=FeedbackWords(
        asked="What do you think of this answer?",
        thumbs={Thumb.UP: "Helpful", Thumb.DOWN: "Not helpful"},
        reason="What is wrong with it?",
        reasons={
            Reason.WRONG: "It is wrong",
            Reason.NOT_SUPPORTED: "The source does not say so",
            Reason.BESIDE: "Beside the question",
            Reason.MISSING: "Something is missing",
            Reason.OUT_OF_DATE: "Out of date",
            Reason.SHOULD_DECLINE: "Should not have answered",
            Reason.SHOULD_ANSWER: "Should have answered",
        },
        comment="In your own words (optional)",
        comment_hint="Which sentence, and what should it say?",
        send="Send",
        kept="Thank you: this is kept with the answer, for whoever looks after the documents.",
    ),
    follow_ups="The documents also answer",
)

_CHINESE = AskWords(
    feedback=FeedbackWords(
        asked="這個回答如何？",
        thumbs={Thumb.UP: "有幫助", Thumb.DOWN: "沒幫助"},
        reason="問題出在哪裡？",
        reasons={
            Reason.WRONG: "內容有誤",
            Reason.NOT_SUPPORTED: "來源沒有這樣說",
            Reason.BESIDE: "答非所問",
            Reason.MISSING: "有遺漏",
            Reason.OUT_OF_DATE: "已經過時",
            Reason.SHOULD_DECLINE: "不該回答",
            Reason.SHOULD_ANSWER: "應該答得出來",
        },
        comment="補充說明（可不填）",
        comment_hint="哪一句有問題？應該怎麼說？",
        send="送出",
        kept="謝謝您，意見已隨這個回答存下，供維護文件的人參考。",
    ),
    follow_ups="文件也能回答",
)

ASK_WORDS: Mapping[Screen, AskWords] = {Screen.ZH_HANT: _CHINESE, Screen.EN: _ENGLISH}
