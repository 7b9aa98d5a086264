"""The words around an answer on the Ask page, in both languages; `{names}` are filled in there."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.feedback import Reason, Thumb
from assistant.profile import Stage
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
class NarrowWords:
    """Which documents are searched, and for whom."""

    filters: str
    markets: str
    since: str
    since_year: str
    every: str
    only: str
    profile: str
    profile_more: str
    sector: str
    sector_hint: str
    stage: str
    stages: Mapping[Stage, str]
    targets: str
    not_said: str
    steered: str


@dataclass(frozen=True, slots=True)
class CopyWords:
    """Taking an answer elsewhere."""

    plain: str
    markdown: str
    copied: str
    failed: str


@dataclass(frozen=True, slots=True)
class AskWords:
    feedback: FeedbackWords
    copy: CopyWords
    narrow: NarrowWords
    follow_ups: str
    waiting: str


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
    copy=CopyWords(
        plain="Copy with sources",
        markdown="Copy as Markdown",
        copied="Copied",
        failed="The browser does not let this page copy: select the text instead.",
    ),
    narrow=NarrowWords(
        filters="Search only in …",
        markets="Markets",
        since="Issued in or after",
        since_year="issued {year} or later",
        every="All",
        only="Searched only in: {filters}",
        profile="Your company",
        profile_more=(
            "Decides which documents are looked at first. It keeps none out, and proves nothing."
        ),
        sector="What you do",
        sector_hint="smart parking, telemedicine …",
        stage="How far you are",
        stages={
            Stage.LOOKING: "Looking for a market",
            Stage.PREPARING: "Preparing to go",
            Stage.SELLING: "Already selling there",
        },
        targets="Where you want to go",
        not_said="Not said",
        steered="Looked at first because of your company's profile: {what}",
    ),
    follow_ups="The documents also answer",
    waiting="Others asked first: {ahead} to go before it is your turn…",
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
    copy=CopyWords(
        plain="連同來源複製",
        markdown="複製為 Markdown",
        copied="已複製",
        failed="瀏覽器不允許這一頁複製，請自行選取文字。",
    ),
    narrow=NarrowWords(
        filters="只查部分文件",
        markets="市場",
        since="發布年份（起）",
        since_year="{year} 年以後發布",
        every="全部",
        only="只查了這些文件：{filters}",
        profile="貴公司",
        profile_more="決定先看哪些文件；不會排除任何文件，也不能當作依據。",
        sector="公司做什麼",
        sector_hint="智慧停車、遠距醫療……",
        stage="進展到哪一步",
        stages={
            Stage.LOOKING: "正在找市場",
            Stage.PREPARING: "準備進入市場",
            Stage.SELLING: "已在當地銷售",
        },
        targets="想去的市場",
        not_said="未填",
        steered="依貴公司的資料，先看了：{what}",
    ),
    follow_ups="文件也能回答",
    waiting="前面還有 {ahead} 個問題，很快就輪到您…",
)

ASK_WORDS: Mapping[Screen, AskWords] = {Screen.ZH_HANT: _CHINESE, Screen.EN: _ENGLISH}
