"""Fixtures that the whole suite shares. Holds no factories and no assertions about features."""
