"""Turtle in the house style: what becomes of white space, and that nothing else changes."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands import ROOT
from kbtool.errors import InputError, KbtoolError
from kbtool.rdf.namespaces import PREFIXES as PREFIXES_OF_KB
from kbtool.rdf.turtle import style as house_style
from kbtool.rdf.turtle.style import in_house_style, same_triples
from kbtool.rdf.turtle.tokens import turtle_tokens
from turtle_texts import Written, isomorphic, turtle

PREFIXES = "@prefix : <http://example.org/> .\n\n"
OWN_FILES = [
    path
    for folder in ("kb", "shapes", "sources", "tests")
    for path in sorted((ROOT / folder).rglob("*.ttl"))
]


def tidy(turtle: str) -> str:
    """The statements in the house style, without the prefix that they need."""
    formatted = in_house_style(PREFIXES + dedent(turtle).lstrip("\n"), "example.ttl")
    assert in_house_style(formatted, "example.ttl") == formatted
    assert formatted.startswith(PREFIXES)
    return formatted.removeprefix(PREFIXES)


def style(turtle: str) -> str:
    return dedent(turtle).lstrip("\n")


@pytest.mark.parametrize(
    "text",
    [
        ":drug a :Concept ; :label 'a drug' .\n",
        ":drug a :Concept ; :broader :a, :b .\n:other a :Concept .\n",
        ":drug a :Concept ;\n    :label 'a drug' ; :broader :a ;\n    :note 'n' .\n",
        "# A comment.\n:drug a :Concept .\n\n# ---- A heading ----\n\n:other a :Concept .\n",
        ":shape :property [ :path :a ; :min 1 ;\n        :message 'm' ] .\n",
        ":shape :in ( :a :b ) ; :path [ :alternative ( :a [ :inverse :b ] ) ] .\n",
        ":shape :property\n        [ :path :a ],\n        [ :path :b ] .\n",
        "[] a :Row ; :level 1 .\n[] a :Row ; :level 2 .\n",
        "[ :a :b ] :c () .\n[ :a :b ;\n    :c :d ] .\n",
    ],
)
def test_what_is_in_the_style_stays(text: str) -> None:
    assert tidy(text) == text


def test_subjects_begin_lines_and_properties_are_indented() -> None:
    assert tidy("""
          :drug   a   :Concept;:label 'x';
        :broader :a ,:b.   :other a :Concept.
    """) == style("""
        :drug a :Concept ; :label 'x' ;
            :broader :a, :b .
        :other a :Concept .
    """)


def test_line_breaks_inside_of_a_statement_stay() -> None:
    assert tidy("""
        :drug
          a :Concept ;
          :broader
            :a,
            :b ;
          :note 'n' .
    """) == style("""
        :drug
            a :Concept ;
            :broader
                :a,
                :b ;
            :note 'n' .
    """)


def test_punctuation_at_the_start_of_a_line_moves_behind_what_it_ends() -> None:
    assert tidy("""
        :drug a :Concept  # what it is
          ; :broader :a
                   , :b
          # how it reads
          ; :label 'x'
          .
    """) == style("""
        :drug a :Concept ;  # what it is
            :broader :a,
                :b ;
            # how it reads
            :label 'x' .
    """)


def test_a_dot_stays_alone_behind_a_semicolon_or_a_comment() -> None:
    assert tidy("""
        :drug a :Concept ;
          :label 'x' ;
          .
        :other a :Concept
          # ; :label 'y'
          .
    """) == style("""
        :drug a :Concept ;
            :label 'x' ;
        .

        :other a :Concept
            # ; :label 'y'
        .
    """)


def test_brackets_over_several_lines() -> None:
    assert tidy("""
        :shape :property [
        :path :a ;
              :in ( 1
                2 )
           ] ;
         :property [ ], [ :or ( [ :path :b ;
         :min 1 ]
         [ :path :c ] ) ] ;
         :sparql
         [ :select '' ;
         :message 'm' ],
         [
         :select ''
         ] .
    """) == style("""
        :shape :property [
                :path :a ;
                :in ( 1
                    2 )
            ] ;
            :property [], [ :or ( [ :path :b ;
                        :min 1 ]
                    [ :path :c ] ) ] ;
            :sparql
                [ :select '' ;
                    :message 'm' ],
                [
                    :select ''
                ] .
    """)


def test_comments_keep_their_place() -> None:
    assert tidy("""
        :drug a :Concept ;# at the end of a line
            # on a line of its own
          :broader :a,#first
          # between objects
          :b ;
          :in (# inside of a list
          :c
          # the last one
          )
          . # behind the statement
        #at the start
    """) == style("""
        :drug a :Concept ;  # at the end of a line
            # on a line of its own
            :broader :a,  #first
                # between objects
                :b ;
            :in (  # inside of a list
                :c
                # the last one
            ) .  # behind the statement
        #at the start
    """)


def test_comments_that_meet_get_a_line_each() -> None:
    assert tidy(":a :b :c # one\n. # two\n") == ":a :b :c .  # one\n# two\n"
    assert tidy(":a :b :c # one\n; # two\n:d :e .") == ":a :b :c ;  # one\n    # two\n    :d :e .\n"


def test_a_comment_at_the_start_of_a_line_in_the_middle_of_a_literal() -> None:
    assert tidy(":a :b 'c' # which?\n^^ # this\n:d .") == (
        ":a :b 'c'  # which?\n        ^^  # this\n        :d .\n"
    )


def test_one_blank_line_at_most() -> None:
    assert tidy("\n\n\n:a :b :c .\n\n\n\n:d :e\n\n\n:f .\n\n\n") == (
        ":a :b :c .\n\n:d :e\n\n        :f .\n"
    )


def test_statements_of_three_lines_and_more_are_set_off() -> None:
    assert tidy("""
        :a :b :c .
        :d :e :f ;
            :g :h .
        # The third.
        :i :j :k ;
            :l :m ;
            :n :o .
        :p :q :r .
    """) == style("""
        :a :b :c .
        :d :e :f ;
            :g :h .

        # The third.
        :i :j :k ;
            :l :m ;
            :n :o .

        :p :q :r .
    """)


def test_prefixes_stay_aligned_where_one_is() -> None:
    before = "@prefix a: <http://a/> .\n@prefix bcd:  <http://b/>.\n\nprefix e:<http://e/>\nPREFIX fg: <http://f/>\n"
    assert in_house_style(before, "example.ttl") == (
        "@prefix a:   <http://a/> .\n@prefix bcd: <http://b/> .\n\nprefix e: <http://e/>\nPREFIX fg: <http://f/>\n"
    )


def test_strings_are_left_alone() -> None:
    string = '"""\tthree\r\n   lines;  \n# no comment """'
    assert tidy(f":a   :b {string}@en-GB,'''it's ''';:c\t'#;.'^^:d .") == (
        f":a :b {string}@en-GB, '''it's ''' ; :c '#;.'^^:d .\n"
    )


def test_line_ends_tabs_and_trailing_space() -> None:
    assert tidy("# Tab\there. \t\r\n:a\t:b :c;\r\n\t:d :e.  \r:f :g :h .") == (
        "# Tab    here.\n:a :b :c ;\n    :d :e .\n:f :g :h .\n"
    )


def test_names_with_dots_and_numbers_before_dots() -> None:
    assert tidy(r":a.b :c\,d:e 1.:f :g -.5,1.5e3,true. :h :i%20 :1.2.") == (
        ":a.b :c\\,d:e 1 .\n:f :g -.5, 1.5e3, true .\n:h :i%20 :1.2 .\n"
    )


def test_an_empty_text_stays_empty() -> None:
    assert in_house_style("", "example.ttl") == ""
    assert in_house_style(" \n\n", "example.ttl") == ""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (":a :b << :c :d :e >> .", "<<"),
        (":a :b <<( :c :d :e )>> .", "<<"),
        (":a :b :c {| :d :e |} .", "{|"),
        (":a :b :c ~ :d .", "~"),
        (":a :b 'c'@en--ltr .", "--"),
        ("VERSION '1.2'\n:a :b :c .", "VERSION"),
        ("@version '1.2' .\n:a :b :c .", "@version"),
    ],
)
def test_later_turtle_is_refused(text: str, word: str) -> None:
    with pytest.raises(InputError, match=r"not in Turtle 1\.1") as error:
        in_house_style(PREFIXES + text, "example.ttl")
    assert f"“{word}”" in str(error.value)
    assert error.value.line == 3


@pytest.mark.parametrize(
    ("text", "line"),
    [(PREFIXES + ":a :b\n:c :d .", 4), ("\ufeff" + PREFIXES, 1), (PREFIXES + ":a :b 'c .", 3)],
)
def test_what_is_no_turtle_is_refused(text: str, line: int) -> None:
    with pytest.raises(InputError) as error:
        in_house_style(text, "example.ttl")
    assert error.value.line == line


def test_blank_nodes_are_told_apart_in_the_comparison() -> None:
    a, b, c, d = (ox.BlankNode(name) for name in "abcd")
    p = ox.NamedNode("http://example.org/p")
    assert same_triples([ox.Triple(a, p, b)], [ox.Triple(c, p, d)])
    assert not same_triples([ox.Triple(a, p, b)], [ox.Triple(c, p, c)])
    assert not same_triples([ox.Triple(a, p, a)], [ox.Triple(c, p, d)])
    assert not same_triples([ox.Triple(a, p, b)], [ox.Triple(c, p, p)])
    assert not same_triples([ox.Triple(a, p, b)], [])
    assert not same_triples([ox.Triple(a, p, ox.Literal("1"))], [ox.Triple(a, p, ox.Literal("01"))])


@pytest.mark.parametrize(
    "broken", ["", ":a :b :d . # why\n", ":a :b :c .\n", ":a :b .\n", ":a :b :c . # why\n<< # 2\n"]
)
def test_a_bug_that_changes_triples_or_comments_is_caught(
    monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    monkeypatch.setattr(house_style, "print_turtle", lambda tokens: PREFIXES + broken)
    with pytest.raises(KbtoolError, match=r"example\.ttl: cannot be formatted"):
        in_house_style(PREFIXES + ":a  :b :c . # why", "example.ttl")


def test_very_many_blank_nodes() -> None:
    text = PREFIXES + "".join(f"[ :a [ :b _:n{n} ] ] .\n" for n in range(5000))
    assert in_house_style(text.replace(" ]", "]"), "example.ttl") == text


@pytest.mark.parametrize("path", OWN_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_repositorys_files_keep_triples_and_comments(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    squeezed = " ".join(text.split(" ")).replace("\n    ", "\n  ").replace(" ;\n", "\n;")
    for before in (text, squeezed):
        after = in_house_style(before, path)
        assert in_house_style(after, path) == after
        assert [t.text for t in turtle_tokens(after, path) if t.kind == "comment"] == [
            t.text for t in turtle_tokens(before, path) if t.kind == "comment"
        ]
        assert isomorphic(before, after)


@settings(deadline=None)
@given(turtle())
def test_any_turtle_keeps_tokens_comments_and_triples(written: Written) -> None:
    after = in_house_style(written.text, "random.ttl")
    assert isomorphic(written.text, after)
    tokens = turtle_tokens(after, "random.ttl")
    assert [token.text for token in tokens if token.kind != "comment"] == written.tokens
    assert [token.text for token in tokens if token.kind == "comment"] == written.comments
    assert in_house_style(after, "random.ttl") == after


@settings(deadline=None)
@given(turtle(), st.data())
def test_any_turtle_ends_up_tidy(written: Written, data: st.DataObject) -> None:
    after = in_house_style(written.text, "random.ttl")
    for token in sorted(written.tokens, key=len, reverse=True):
        if token[0] in "\"'":
            after = after.replace(token, "S")
    assert "\t" not in after
    assert "\r" not in after
    assert " \n" not in after
    assert "\n\n\n" not in after
    assert not after.startswith("\n")
    assert after.endswith("\n") and not after.endswith("\n\n")
    assert all(len(line) % 4 == len(line.lstrip(" ")) % 4 for line in after.split("\n"))


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "docs/tutorial.md", "docs/how-to/decide.md"])
def test_the_examples_for_contributors_are_in_the_house_style(name: str) -> None:
    examples = re.findall(
        r"```turtle\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL
    )
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES_OF_KB.items())
    assert examples
    for example in examples:
        text = f"{prefixes}\n{example}"
        assert in_house_style(text, name) == text
