"""What stands between wagtail-localize, Wagtail's page screens and the roles: the same addresses found first, and hooks.

Decides nothing itself: every answer is asked of sections/policy.py.
"""
