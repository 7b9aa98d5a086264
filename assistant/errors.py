"""What can go wrong while answering.

AssistantError
├── SettingsError     a setting that is unknown or cannot be used
├── IndexUnusable     an index that cannot be opened
├── BadQuestion       nothing to answer: empty, or far too long
└── BadBatch          a batch file that cannot be read
"""


class AssistantError(Exception):
    """The root of this package's errors; its message is one sentence with the cure."""


class SettingsError(AssistantError):
    pass


class IndexUnusable(AssistantError):
    pass


class BadQuestion(AssistantError):
    pass


class BadBatch(AssistantError):
    pass
