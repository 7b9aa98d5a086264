"""The starter documents, with the scripts that check and build them; the app needs none of it."""
