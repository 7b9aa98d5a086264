"""Speed and quality, measured: not tests, since figures differ between machines."""
