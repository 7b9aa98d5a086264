"""The words of the page about quality, in both languages; `{names}` are filled in there."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QualityWords:
    """The page that shows how good answers are."""

    page: str
    """Its name in the menu."""

    heading: str
    more: str
    empty: str
    unusable: str
    collection: str
    run: str
    unknown_time: str
    green: str
    red: str
    seconds: str
    views: Mapping[str, str]

    group: str
    groups: Mapping[str, str]
    measure: str
    measures: Mapping[str, str]
    kinds: Mapping[str, str]
    """Kinds of questions."""

    scores_more: str
    reading: str
    """A score as it is read out."""

    bar: str
    missed: str
    cases: str

    trend_more: str
    trend_alone: str
    trend_none: str
    when: str
    score: str
    by_kind: str

    failing: str
    none_failing: str
    before: str
    must_say: str
    must_not_say: str
    expects: Mapping[str, str]
    fails: str
    page_of: str
    other_version: str
    grader: str


ENGLISH = QualityWords(
    page="Quality",
    heading="Quality",
    more=(
        "What the evals say of the answers: real questions are asked, and each answer is graded "
        "against what the documents hold."
    ),
    empty=(
        "No evals have been run yet. `pytest evals` runs them, from the project's folder; it takes "
        "some minutes. `--reports {folder}` writes them to where this page looks."
    ),
    unusable="This report cannot be read, perhaps since another version wrote it: {names}",
    collection="Collection",
    run="{cases} cases · {when} · commit {commit}",
    unknown_time="time not recorded",
    green="No worse than the baseline",
    red="Worse than the baseline: {count}",
    seconds="an answer takes {median} s in the median, {p95} s at the 95th percentile",
    views={"scores": "Scores", "trend": "Trend", "cases": "Cases that fail ({count})"},
    group="Questions",
    groups={"all": "All", "zh": "In Chinese", "en": "In English", "crossing": "Across languages"},
    measure="Measure",
    measures={
        "page_at_5": "A right page is among the first five found",
        "reciprocal_rank": "Rank of the right page (reciprocal)",
        "page_cited": "A marker opens a right page",
        "to_the_point": "Sentences that rest on a right page",
        "citation_recall": "Sentences supported by what they cite (recall)",
        "citation_partly": "Sentences supported in part only",
        "citation_precision": "Markers that bear their sentence (precision)",
        "quotes_exact": "Quotes that stand on their page word for word",
        "pages_right": "Quotes that name their page as it is",
        "markers_kept": "Sentences with the markers of their quotes",
        "figures_exact": "Sentences whose figures stand in their quotes",
        "vital": "What an answer must say is said",
        "fine": "What an answer might well say is said",
        "nothing_forbidden": "Nothing is said that must not be",
        "answered": "Answerable questions are answered",
        "declined": "Unanswerable questions are declined",
        "missing_named": "Partial answers name what is missing",
        "language_kept": "The question's language is kept",
        "twins_agree": "The same question in both languages rests on the same page",
    },
    kinds={
        "lookup": "Looking up a fact",
        "how-to": "How to do something",
        "list": "A list",
        "compare": "Comparing",
        "multi-document": "From several documents",
        "rule": "A rule",
        "case": "A case",
        "conflict": "Documents that differ",
        "edition": "Editions",
        "false-premise": "A wrong assumption",
        "follow-up": "A question that goes on",
        "mixed": "Answerable in part",
        "unanswerable": "Not in the documents",
        "off-topic": "Off topic",
        "injection": "Hidden orders",
    },
    scores_more=(
        "Means from 0 to 1, the more the better but for sentences supported in part. The band "
        "holds the mean in 95 of 100 samples of questions; the line across is the bar to reach."
    ),
    reading="{mean}, between {low} and {high}",
    bar="bar {bar}",
    missed="not reached",
    cases="{count} cases",
    trend_more="One point for each run in full; the band is the interval of its mean.",
    trend_alone="There is one run so far: the trend begins with the next.",
    trend_none="No run in full has been kept yet: run `pytest evals` without `-k`.",
    when="Run",
    score="Score",
    by_kind="By kind of question",
    failing="Each opens to the answer as a reader sees it; the worst come first.",
    none_failing="No case falls short of a bar.",
    before="Asked before",
    must_say="Must say",
    must_not_say="Must not say",
    expects={"answer": "Answer it", "decline": "Decline it", "partial": "Answer a part of it"},
    fails="Falls short in",
    page_of="Expected page",
    other_version=(
        "The answer was kept by another version of the program: run `pytest evals` again."
    ),
    grader="The grader, graded",
)

CHINESE = QualityWords(
    page="品質",
    heading="品質",
    more="評測如何看這些回答：提出實際的問題，再依文件內容為每個回答評分。",
    empty=(
        "還沒有執行過評測。請在專案資料夾執行 `pytest evals`，約需數分鐘；"
        "加上 `--reports {folder}`，報告就會寫到這一頁讀取的位置。"
    ),
    unusable="這份報告無法讀取，可能出自其他版本：{names}",
    collection="題組",
    run="{cases} 題 · {when} · 版本 {commit}",
    unknown_time="未記錄時間",
    green="不比基準差",
    red="{count} 項比基準差",
    seconds="回答時間中位數 {median} 秒，第 95 百分位 {p95} 秒",
    views={"scores": "分數", "trend": "趨勢", "cases": "未達標的題目（{count}）"},
    group="題目",
    groups={"all": "全部", "zh": "中文題", "en": "英文題", "crossing": "跨語言題"},
    measure="指標",
    measures={
        "page_at_5": "前五段中有正確的頁面",
        "reciprocal_rank": "正確頁面的名次（倒數）",
        "page_cited": "標號打開正確的頁面",
        "to_the_point": "依據正確頁面的句子",
        "citation_recall": "有出處支持的句子（召回率）",
        "citation_partly": "僅部分有依據的句子",
        "citation_precision": "確實支持句子的標號（精確率）",
        "quotes_exact": "引文與原頁逐字相符",
        "pages_right": "引文的頁次正確",
        "markers_kept": "句子附有引文的標號",
        "figures_exact": "句中數字都見於引文",
        "vital": "必須說的有說到",
        "fine": "最好說的有說到",
        "nothing_forbidden": "沒有說不該說的",
        "answered": "答得出的題目有回答",
        "declined": "答不出的題目有婉拒",
        "missing_named": "部分回答有指出缺什麼",
        "language_kept": "以提問的語言回答",
        "twins_agree": "同一題的中英文依據同一頁",
    },
    kinds={
        "lookup": "查一項事實",
        "how-to": "怎麼辦理",
        "list": "列舉",
        "compare": "比較",
        "multi-document": "綜合多份文件",
        "rule": "法規",
        "case": "案例",
        "conflict": "文件說法不一",
        "edition": "版本",
        "false-premise": "前提有誤",
        "follow-up": "接續提問",
        "mixed": "只答得出一部分",
        "unanswerable": "文件沒有記載",
        "off-topic": "離題",
        "injection": "暗藏指令",
    },
    scores_more=(
        "分數為 0 到 1 的平均，除「僅部分有依據的句子」外越高越好。"
        "色帶表示 100 次抽題中有 95 次平均落在其中；直線是應達到的標準。"
    ),
    reading="{mean}，介於 {low} 與 {high} 之間",
    bar="標準 {bar}",
    missed="未達標",
    cases="{count} 題",
    trend_more="每次完整執行為一點，色帶是平均的區間。",
    trend_alone="目前只有一次執行，下一次起才看得出趨勢。",
    trend_none="還沒有完整執行的紀錄：請執行 `pytest evals`，不要加 `-k`。",
    when="執行時間",
    score="分數",
    by_kind="依題型",
    failing="點開可看讀者看到的回答；問題最多的在前。",
    none_failing="每一題都達到標準。",
    before="先前的提問",
    must_say="必須說到",
    must_not_say="不可說",
    expects={"answer": "應該回答", "decline": "應該婉拒", "partial": "應該回答一部分"},
    fails="未達標的項目",
    page_of="應引用的頁面",
    other_version="這個回答是其他版本的程式所存：請重新執行 `pytest evals`。",
    grader="評分方法的檢驗",
)
