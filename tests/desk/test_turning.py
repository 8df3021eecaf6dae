"""No text can turn what stands around it, whatever signs it holds."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from tocsin.desk.turning import ISOLATES, POP, set_apart

SIGNS = st.text(st.sampled_from("aб \u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"), max_size=30)


def leaves(text: str) -> bool:
    """Whether something in it reaches past its end, or stands outside of every isolate."""
    depth = 0
    for sign in text:
        if sign in ISOLATES:
            depth += 1
        elif sign == POP:
            depth -= 1
            if depth < 0:
                return True
        elif sign in "\u202a\u202b\u202c\u202d\u202e" and depth == 0:
            return True
    return depth != 0


@given(SIGNS)
def test_whatever_it_holds_it_is_closed_in(text: str) -> None:
    apart = str(set_apart(text))
    assert not leaves(apart)
    assert [sign for sign in apart if sign in "aб "] == [sign for sign in text if sign in "aб "]


def test_what_turns_nothing_is_left_as_it_is() -> None:
    for value in ("plain", "", "שלום", 7, None, Markup("\u202e<b>")):
        assert set_apart(value) is value
