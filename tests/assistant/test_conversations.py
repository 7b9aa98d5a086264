"""Conversations come back as they were kept."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine

from assistant.conversations import NAME_LENGTH, Conversations, UnknownConversation
from assistant.types import Answer, Claim, Outcome, Passage, Quote, Verdict, Writer
from ingest.database import open_database
from ingest.types import Chunk
from language.script import Language


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(None, home=tmp_path)
    yield engine
    engine.dispose()


@pytest.fixture
def conversations(engine: Engine) -> Conversations:
    return Conversations(engine)


def answer_to(question: str) -> Answer:
    text = "基金支付顧問服務。"
    chunk = Chunk(1, 7, "d", "d.pdf", "基金", 3, "iv", 0, len(text), text, Language.ZH, ("用途",))
    quote = Quote(1, 7, "d", "d.pdf", "基金", 3, "iv", 0, len(text), text, Language.ZH)
    return Answer(
        question=question,
        searched=question,
        language=Language.ZH,
        outcome=Outcome.PARTIAL,
        reason="沒有預算。",
        missing=("預算",),
        claims=(Claim(text, Verdict.SUPPORTED, (1,), (quote,)),),
        passages=(Passage(1, chunk, 1.5),),
        writer=Writer.QUOTES,
        seconds=0.25,
    )


def test_answers_come_back_whole_and_in_order(conversations: Conversations) -> None:
    id = conversations.create()
    answers = [answer_to("怎麼申請？"), answer_to("要多久？"), answer_to("要多久？")]

    for answer in answers:
        conversations.append(id, answer)

    assert list(conversations.turns(id)) == answers


def test_another_process_reads_what_was_kept(tmp_path: Path) -> None:
    first, second = (open_database(None, home=tmp_path) for _ in range(2))
    id = Conversations(first).create()
    Conversations(first).append(id, answer_to("怎麼申請？"))

    assert [answer.question for answer in Conversations(second).turns(id)] == ["怎麼申請？"]
    first.dispose()
    second.dispose()


def test_answers_stay_in_their_conversation(conversations: Conversations) -> None:
    one, other = conversations.create(), conversations.create()

    conversations.append(one, answer_to("一？"))
    conversations.append(other, answer_to("二？"))

    assert [answer.question for answer in conversations.turns(one)] == ["一？"]


def test_ids_cannot_be_guessed_and_are_safe_in_a_url(conversations: Conversations) -> None:
    ids = {conversations.create() for _ in range(50)}

    assert len(ids) == 50
    assert all(len(id) >= 22 and id.isascii() for id in ids)
    assert all(set(id) <= set("-_") | {c for c in id if c.isalnum()} for id in ids)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        pytest.param("怎麼申請？", "怎麼申請？", id="short"),
        pytest.param("怎麼\n\n 申請？", "怎麼 申請？", id="one line"),
        pytest.param("問" * 61, "問" * (NAME_LENGTH - 1) + "…", id="shortened"),
    ],
)
def test_the_first_question_names_it(
    question: str, name: str, conversations: Conversations
) -> None:
    id = conversations.create()

    conversations.append(id, answer_to(question))
    conversations.append(id, answer_to("後來的問題"))

    assert [info.name for info in conversations.list()] == [name]


def test_a_given_name_stays(conversations: Conversations) -> None:
    id = conversations.create()
    conversations.append(id, answer_to("怎麼申請？"))

    conversations.rename(id, "  歐銀 ")
    conversations.append(id, answer_to("要多久？"))
    conversations.rename(id, "   ")

    assert [info.name for info in conversations.list()] == ["歐銀"]


def test_the_last_active_comes_first(conversations: Conversations) -> None:
    old, new = conversations.create(), conversations.create()

    conversations.append(new, answer_to("新？"))
    conversations.append(old, answer_to("舊？"))

    assert [info.id for info in conversations.list()] == [old, new]


def test_each_owner_lists_only_their_own(conversations: Conversations) -> None:
    mine = conversations.create(owner="me")
    conversations.create(owner="you")

    assert [info.id for info in conversations.list(owner="me")] == [mine]
    assert conversations.list() == []


def test_a_deleted_conversation_is_gone_with_its_answers(
    engine: Engine, conversations: Conversations
) -> None:
    id = conversations.create()
    conversations.append(id, answer_to("怎麼申請？"))

    conversations.delete(id)
    conversations.delete(id)

    assert conversations.list() == []
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM turns").scalar() == 0


def test_an_unknown_id_says_what_to_do(conversations: Conversations) -> None:
    for act in (
        lambda: conversations.turns("nobody"),
        lambda: conversations.append("nobody", answer_to("？")),
        lambda: conversations.rename("nobody", "name"),
    ):
        with pytest.raises(UnknownConversation, match="'nobody': start a new one"):
            act()


def test_answers_from_two_tabs_at_once_are_all_kept(conversations: Conversations) -> None:
    id = conversations.create()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: conversations.append(id, answer_to(f"{n}")), range(20)))

    assert sorted(answer.question for answer in conversations.turns(id)) == sorted(
        f"{n}" for n in range(20)
    )


def test_conversations_are_searched_by_what_was_said_in_them(conversations: Conversations) -> None:
    ids = []
    for name, question in [("歐銀", "怎麼申請？"), ("Bangkok", "停車位有多少？"), ("", "預算？")]:
        ids.append(conversations.create(owner="a"))
        conversations.append(ids[-1], answer_to(question))
        conversations.rename(ids[-1], name)
    other = conversations.create(owner="b")
    conversations.append(other, answer_to("怎麼申請？"))

    def found(words: str) -> list[str]:
        return [info.id for info in conversations.search(words, owner="a")]

    assert found("申請 歐銀") == [ids[0]]
    assert found("停车位") == [ids[1]], "in either script"
    assert found("BANGKOK") == [ids[1]]
    assert found("顧問服務") == ids[::-1], "in the answers' sentences"
    assert found("顧問服務 泰國") == []
    assert found("claims") == [], "not in how they are kept"
