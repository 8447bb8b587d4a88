"""Which addresses of videos can be shown in place after a click."""

import pytest

from campaign_pages.blocks.media import youtube_id


@pytest.mark.parametrize(
    ("url", "identifier"),
    [
        ("https://www.youtube.com/watch?v=abc_DEF-123", "abc_DEF-123"),
        ("https://youtu.be/abc_DEF-123?t=10", "abc_DEF-123"),
        ("https://www.youtube.com/shorts/abc_DEF-123", "abc_DEF-123"),
        ("https://www.youtube-nocookie.com/embed/abc_DEF-123", "abc_DEF-123"),
        ("https://www.youtube.com/embed/", ""),
        ("https://www.youtube.com/embed", ""),
        ("https://www.youtube.com/watch?v=<script>", ""),
        ("https://evil.example/watch?v=abc", ""),
        ("https://www.youtube.com.evil.example/watch?v=abc", ""),
        ("", ""),
    ],
)
def test_only_videos_of_known_hosts_are_framed(url: str, identifier: str) -> None:
    assert youtube_id(url) == identifier
