"""The systems that are compared, each a process that does as it is asked (`serving.py`)."""
