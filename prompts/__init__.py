"""What is said to a chat model: one Markdown file a prompt and language, sent as it stands."""

from prompts.defuse import defused, tagged
from prompts.load import Prompt, load_prompt

__all__ = ["Prompt", "defused", "load_prompt", "tagged"]
