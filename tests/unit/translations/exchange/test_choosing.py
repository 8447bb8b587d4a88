"""How a pair of languages is called."""

from django.utils.translation import override

from translations.exchange.choosing import Pair


def test_the_arrow_points_on_in_the_direction_of_reading() -> None:
    with override("de"):
        assert "→" in Pair("en", "ur").name
    with override("ur"):
        assert "←" in Pair("en", "ur").name
