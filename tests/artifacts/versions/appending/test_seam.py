import pytest

from artifacts.versions.appending.seam import goes_on_in_word


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("He crossed the old bri", "dge and went home."),
        ("in the mid", "dle of it"),
        ("They were walk", "ing along."),
        ("a str", "ong wind"),
        ("The organi", "zation grew."),
        ("The harbour is deep. A har", "bour needs walls."),
        ("die Verwalt", "ung der Stadt"),
        ("la na", "ción entera"),
    ],
)
def test_cut_within_a_word_is_seen(old: str, new: str) -> None:
    assert goes_on_in_word(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("He crossed the old", "bridge and went home."),
        ("He crossed the", "river"),
        ("They saw a", "ship, the ship was red"),
        ("They sailed", "when the wind rose."),
        ("He went", "with the others, with all of them"),
        ("It costs 5", "euros"),
        ("It ends.", "dle"),
        ("Она шла", "по мосту"),
        ("Read (this", ") first"),
    ],
)
def test_cut_between_words_is_left(old: str, new: str) -> None:
    assert not goes_on_in_word(old, new)
