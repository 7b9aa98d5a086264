"""The index as a LangChain retriever, for use in other chains."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import Field, SkipValidation

from assistant.ask import Assistant
from assistant.facets import Filters
from assistant.serialise import public_passage
from assistant.types import Passage


class AdvisorRetriever(BaseRetriever):
    """Passages of the index as LangChain documents, the best first.

    `page_content` is the passage's stored text. `metadata` says where it stands: document, source,
    title, page_index (from 0), page_label, start, end (offsets in the page's stored text), language
    and score; and issuer, issued, kind, markets and url where the document gives them.
    """

    assistant: SkipValidation[Assistant]
    filters: SkipValidation[Filters] = Filters()
    k: int = Field(default=8, ge=1)
    """How many passages."""

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 (the interface gives it)
    ) -> list[Document]:
        return [
            self._document(passage)
            for passage in self.assistant.search(query, limit=self.k, filters=self.filters)
        ]

    def _document(self, passage: Passage) -> Document:
        place = public_passage(passage)
        text = place.pop("text")
        del place["number"]  # a place in this one list, which the list's order says
        info = self.assistant.catalogue.document(passage.chunk.version)
        said: dict[str, Any] = {} if info is None else dict(info.metadata)
        return Document(id=str(passage.chunk.id), page_content=text, metadata=said | place)
