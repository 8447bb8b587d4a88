"""The coverage board, appeals by languages, and the mail that tells sections what waits. Decides no state (states.py)."""
