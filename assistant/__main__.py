"""`python -m assistant` is `advisor`."""

from assistant.cli import main

main()
