"""Regular expressions of XPath: which there are, and what they match (Functions and Operators 3.1, 5.6)."""

from __future__ import annotations

import pytest

from kbtool.rdf import xpath_regex
from kbtool.rdf.xpath_classes import InvalidPatternError
from kbtool.rdf.xpath_regex import read_pattern


@pytest.mark.parametrize(
    ("pattern", "flags", "matching", "other"),
    [
        (r"^\p{Lu}\p{Ll}+$", "", ["Köln"], ["köln", "KÖLN"]),
        (r"^\P{L}$", "", ["1"], ["a"]),
        (r"^\p{IsGreek}$", "", ["α"], ["a"]),
        (r"^\p{IsBasicLatin}$", "", ["a"], ["é"]),
        (r"^\i\c*$", "", ["a-b", ":a", "é1"], ["1a", "a b"]),
        (r"^\I\C$", "", ["1 "], ["a ", "1a"]),
        ("^[a-z-[aeiou]]$", "", ["b"], ["a", "-"]),
        ("^[^a-[b]]$", "", ["c"], ["a", "b"]),
        (r"^[\w-[\d]]$", "", ["a"], ["1", "_"]),
        (r"^\w$", "", ["a", "1", "+", "é"], ["_", "-", " "]),
        (r"^\s$", "", [" ", "\t"], ["\u00a0"]),
        (r"^[^\s]$", "", ["\u00a0"], [" "]),
        (r"^\d$", "", ["1", "٣"], ["a"]),
        ("^a$", "", ["a"], ["a\n", "\na"]),
        ("^b$", "m", ["a\nb\nc"], ["ab"]),
        ("^$", "m", ["", "a\n\nb"], ["a\n"]),
        ("^a.b$", "", ["a\rb"], ["a\nb"]),
        ("^a.b$", "s", ["a\nb"], ["ab"]),
        ("^a b? c$", "ix", ["ABC", "ac"], ["a b c"]),
        ("[a b]", "x", [" "], ["c"]),
        (r"^\p{ L u }$", "x", ["A"], ["a"]),
        ("a.c", "q", ["xa.cx"], ["abc"]),
        ("A.C", "qi", ["a.c"], ["abc"]),
        ("", "q", ["", "a"], []),
        ("^ä$", "i", ["Ä"], ["a"]),
        ("^[à-ý]$", "i", ["Ä"], ["a"]),
        ("^[^a]$", "i", ["b"], ["a", "A"]),
        ("^k$", "i", ["K", "\u212a"], ["q"]),
        (r"^\p{Lu}$", "i", ["A"], ["a"]),
        (r"^[\p{Lu}b]$", "i", ["A", "B", "b"], ["a"]),
        (r"(a)\1", "", ["aa"], ["ab"]),
        (r"(a)\1", "i", ["aA"], ["ab"]),
        (r"^(?:(a)|b)\1$", "", ["aa", "b"], ["ab"]),
        (r"(a)\10", "", ["aa0"], ["aa"]),
        ("^(?:ab){2,3}?$", "", ["abab"], ["ab"]),
        ("^(|a)$", "", ["", "a"], ["b"]),
        ("^*a", "", ["ba"], ["b"]),
        ("^[-a]$", "", ["-", "a"], ["b"]),
        ("^[a-]$", "", ["-", "a"], ["b"]),
        ("^[a-z0-9-_]+$", "", ["a-_9"], ["é"]),
        (r"^[\[\]\-\^\\]+$", "", ["[]-^\\"], ["a"]),
        ("^[a&&b]$", "", ["&"], ["c"]),
        (r"^\$\.\-$", "", ["$.-"], ["$a-"]),
        ("^😀+$", "", ["😀😀"], ["a"]),
    ],
)  # fmt: skip
def test_a_pattern_matches_what_xpath_says(
    pattern: str, flags: str, matching: list[str], other: list[str]
) -> None:
    found = read_pattern(pattern, flags)
    assert [text for text in matching if not found.matches(text)] == []
    assert [text for text in other if found.matches(text)] == []


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("(?!a)b", r"'\(\?!' at 1: there is no look-ahead"),
        ("(?<=a)b", "no look-ahead, look-behind"),
        ("a(?i)b", "flag inside a pattern"),
        ("(?<name>a)", "named group"),
        (r"\bA", r"\\b at 1 is no escape"),
        (r"a\B", r"\\B at 2"),
        (r"\A", r"\\A at 1"),
        (r"\x41", r"\\x at 1"),
        (r"\u0041", r"\\u at 1"),
        (r"\/", r"\\/ at 1"),
        (r"[\b]", r"\\b at 2"),
        (r"[a-\d]", r"\\d at 4"),
        ("a\\", r"\\ at 2"),
        ("[[:alpha:]]", r"'\[' at 2"),
        ("[]a]", "class that begins at 1 is empty"),
        ("[a", "class that begins at 1 is not closed"),
        ("[z-a]", "range z-a"),
        ("[a-[b]c]", "ends behind what is taken off"),
        ("a++", "nothing to repeat before '\\+' at 3"),
        ("*", "nothing to repeat"),
        ("a|*", "nothing to repeat"),
        ("(*)", "nothing to repeat"),
        ("a{,2}", "neither {n}"),
        ("a{3,2}", "no range of repetitions"),
        ("a{999999}", "no range of repetitions"),
        ("}", "needs a backslash"),
        ("]", "needs a backslash"),
        ("(a", "a group is not closed"),
        ("a)", "nothing is open"),
        (r"\1(a)", "no group before it"),
        (r"(a\1)", "no group before it"),
        (r"[\1]", r"\\1 at 2"),
        (r"\p{Xx}", "no category or block 'Xx'"),
        (r"\p{IsNowhere}", "no category or block"),
        (r"\pL", "category or block in braces"),
        (r"\p{L", "category or block in braces"),
    ],
)  # fmt: skip
def test_what_is_no_pattern_of_xpath_is_refused(pattern: str, says: str) -> None:
    with pytest.raises(InvalidPatternError, match=says):
        read_pattern(pattern)


def test_flags_are_those_of_xpath() -> None:
    with pytest.raises(InvalidPatternError, match="'u' is not a flag"):
        read_pattern("a", "iu")


@pytest.mark.parametrize(
    ("text", "pattern", "replacement", "result"),
    [
        ("abracadabra", "bra", "*", "a*cada*"),
        ("abracadabra", "a.*?a", "*", "*c*bra"),
        ("abracadabra", "a(.)", "a$1$1", "abbraccaddabbra"),
        ("AAAA", "A+?", "b", "bbbb"),
        ("darted", "^(.*?)d(.*)$", "$1c$2", "carted"),
        ("ab", "(a)|(b)", "[$1$2]", "[a][b]"),
        ("a", "(a)", "$10", "a0"),
        ("abc", "b", "$0$0", "abbc"),
        ("a$b", r"\$", r"\$\\", "a$\\b"),
    ],
)
def test_a_replacement_has_groups_and_escapes(
    text: str, pattern: str, replacement: str, result: str
) -> None:
    assert read_pattern(pattern).replaced(text, replacement, literal=False) == result


@pytest.mark.parametrize(("pattern", "replacement"), [("x*", "y"), ("b", r"\x"), ("b", "$")])
def test_a_replacement_that_xpath_does_not_have_is_refused(pattern: str, replacement: str) -> None:
    with pytest.raises(InvalidPatternError):
        read_pattern(pattern).replaced("ab", replacement, literal=False)


def test_a_match_has_a_limit_of_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xpath_regex, "_SECONDS", 0.01)
    with pytest.raises(TimeoutError):
        read_pattern(r"^(a?){30}a{30}(\w)\2$").matches("a" * 2000 + "!")
