"""What is said to a chat model, one Markdown file a prompt. Answers are quotes so far: none yet."""
