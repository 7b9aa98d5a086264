"""What can go wrong while answering.

AssistantError
├── SettingsError     a setting that is unknown or cannot be used
│   └── ModelUnusable   the chat model that is set cannot be opened
├── ModelFault        what the chat model did instead of drafting; the quotes writer takes over
├── IndexUnusable     an index that cannot be opened
├── AnsweringFailed   an answer that was broken off: its process ended, or a fault of ours
├── BadQuestion       nothing to answer: empty, or far too long
└── BadBatch          a batch file that cannot be read
"""

from enum import StrEnum


class AssistantError(Exception):
    """The root of this package's errors; its message is one sentence with the cure."""


class SettingsError(AssistantError):
    pass


class ModelUnusable(SettingsError):
    pass


class Fault(StrEnum):
    """What a chat model can do instead of drafting."""

    SLOW = "slow"
    BUSY = "busy"
    DOWN = "down"
    REFUSED = "refused"
    """Its service refuses such requests: the key, the model's name, the prompt's length."""

    UNUSABLE = "unusable"
    """It wrote nothing, no end, without markers, or in the other language."""

    UNSUPPORTED = "unsupported"
    """It wrote sentences, and the passages support none of them."""

    DECLINED = "declined"
    """It says that the passages do not answer, where quotes surely do."""

    UNCHECKED = "unchecked"
    """What it wrote could not be checked, which says nothing against it."""


class ModelFault(AssistantError):
    """Carries what happened, and whether asking again may help."""

    def __init__(
        self, fault: Fault, message: str, *, again: bool, after_s: float | None = None
    ) -> None:
        super().__init__(message)
        self.fault = fault
        self.again = again
        self.after_s = after_s
        """How long the service asks to be left alone."""


class IndexUnusable(AssistantError):
    pass


class AnsweringFailed(AssistantError):
    pass


class BadQuestion(AssistantError):
    pass


class BadBatch(AssistantError):
    pass
