"""The page for queries, as a browser without scripts sees it."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
import requests

from kbtool.knowledge.queries import NamedQuery, Parameter
from kbtool.reports.pages.site import Site
from kbtool.reports.views import KnowledgeBase
from kbtool.server.fields import Field, fields_of
from kbtool.server.questions import Choice, page_of
from served import Served

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"}


def page(served: Served, **parameters: str) -> requests.Response:
    """The page with these parameters; "__" stands for a full stop."""
    given = {name.replace("__", "."): value for name, value in parameters.items()}
    return served.get("/sparql", params=given, headers=BROWSER)


def cells(answer: requests.Response) -> list[str]:
    return [
        html.unescape(re.sub("<[^>]+>", "", cell))
        for cell in re.findall(r"<td[^>]*>(.*?)</td>", answer.text)
    ]


def test_a_browser_gets_a_page_with_questions_to_start_from(served: Served) -> None:
    answer = page(served)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert 'href="/sparql?name=claims-by-verdict"' in answer.text
    assert "<textarea" in answer.text
    assert "<script>" not in answer.text
    assert " style=" not in answer.text


def test_a_named_query_has_its_parameters_as_fields_and_is_asked_with_their_defaults(
    served: Served,
) -> None:
    answer = page(served, name="claims-by-verdict")
    assert re.search(r'<select[^>]* name="param\.verdict"', answer.text)
    assert "<option selected>refuted</option>" in answer.text
    assert "id:c-pain" in cells(answer)


def test_a_value_is_taken_by_its_label_and_the_address_can_be_passed_on(served: Served) -> None:
    answer = page(served, name="claims-by-verdict", param__verdict="not assessed")
    assert "<option selected>not assessed</option>" in answer.text
    assert "/sparql?name=claims-by-verdict&amp;param.verdict=not+assessed" in answer.text


def test_a_parameter_that_is_needed_is_asked_for(served: Served) -> None:
    answer = page(served, name="claims-about")
    assert answer.status_code == 200
    assert "(needed)" in answer.text
    assert "<table" not in answer.text


def test_a_value_that_names_nothing_is_told_and_nothing_is_lost(served: Served) -> None:
    answer = page(served, name="claims-about", param__concept="ibuprofin")
    assert answer.status_code == 400
    assert "<option selected>ibuprofin</option>" in answer.text
    assert "ibuprofen" in answer.text.casefold()


def test_a_parameter_that_the_question_does_not_have_is_told_with_the_name_that_was_meant(
    served: Served,
) -> None:
    answer = page(served, name="claims-by-verdict", verdict="supported")
    assert answer.status_code == 400
    text = html.unescape(answer.text)
    assert "The query claims-by-verdict has no parameter 'verdict'" in text
    assert "rite param.verdict" in text
    program = served.get("/sparql", params={"name": "claims-by-verdict", "colour": "red"})
    assert program.status_code == 400
    assert "it has: param.verdict" in program.text
    alone = served.get("/sparql", params={"query": "ASK {}", "param.verdict": "supported"})
    assert alone.status_code == 400
    assert "only named queries have parameters" in alone.text


def test_a_parameter_with_two_values_is_told(served: Served) -> None:
    twice = [
        ("name", "claims-by-verdict"),
        ("param.verdict", "refuted"),
        ("param.verdict", "supported"),
    ]
    answer = served.get("/sparql", params=twice)
    assert answer.status_code == 400
    assert "param.verdict is given twice" in answer.text


def test_an_answer_links_to_pages_of_what_it_names(served: Served) -> None:
    answer = page(served, query="SELECT ?claim ?p WHERE { ?claim kb:denies ?p }")
    assert '<a href="/claims/o-pain">' in answer.text
    assert "/sparql?query=DESCRIBE+%3Chttps%3A%2F%2Fw3id.org%2Fkbtool%2Fid%2Ftreats-pain%3E" in (
        answer.text
    )


def test_what_an_answer_says_is_never_markup(served: Served) -> None:
    asked = "SELECT ('<img src=x onerror=alert(1)>' AS ?a) (<javascript:alert(1)> AS ?b) {}"
    answer = page(served, query=asked)
    assert "<img" not in answer.text
    assert "&lt;img" in answer.text
    assert 'href="javascript' not in answer.text


def test_a_long_answer_has_pages(served: Served) -> None:
    asked = "SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s LIMIT 120"
    first, last = page(served, query=asked), page(served, query=asked, page="3")
    assert (len(cells(first)), len(cells(last))) == (50, 20)
    assert "120 rows, 1 to 50" in first.text
    assert 'rel="next"' in first.text
    assert 'rel="next"' not in last.text
    assert len(cells(page(served, query=asked, page="99"))) == 20


def test_more_rows_than_are_read_are_told(served: Served) -> None:
    assert "The first 1000 rows; there are more" in page(served, query="SELECT * { ?s ?p ?o }").text


def test_a_fault_stands_beside_the_query_that_has_it(served: Served) -> None:
    answer = page(served, query="SELECT * { ?s ?p ?o")
    assert answer.status_code == 400
    assert "“{” is never closed" in answer.text
    assert "SELECT * { ?s ?p ?o</textarea>" in answer.text


def test_a_fault_is_told_with_its_line_for_the_editor_to_show_it_there(served: Served) -> None:
    answer = page(served, query="SELECT * {\n ?s kb:verdict }")
    assert "Line 2: not a valid SPARQL query: “}” cannot stand here." in answer.text
    assert 'data-fault-line="2" data-fault="Not a valid SPARQL query: “}” cannot stand here.' in (
        answer.text
    )
    asked = "SELECT ?s { ?s ?p '\"><img src=x>' "
    assert "<img" not in page(served, query=asked).text


def test_a_named_query_is_shown_with_its_values_and_without_its_heading(served: Served) -> None:
    answer = page(served, name="claims-by-verdict", param__verdict="not assessed")
    shown = html.unescape(answer.text.partition("<textarea")[2].partition("</textarea>")[0])
    assert "WHERE {\n  VALUES (?verdict) { (kb:NotAssessed) }\n" in shown
    assert "# " not in shown


def test_without_the_editor_the_field_is_plain_and_says_so(site: Site) -> None:
    here = site.at("sparql")
    plain = page_of(here, {}, Choice(), None, None, None, has_editor=False)
    assert "This is a plain field: kbtool was installed without its editor" in plain.body
    assert (plain.scripts, "data-vocabulary" in plain.body) == ((), False)
    better = page_of(here, {}, Choice(), None, None, None, has_editor=True)
    assert "installed without" not in better.body
    assert (better.scripts, "data-vocabulary" in better.body) == (("query-editor.js",), True)


def asking_for(kind: str) -> NamedQuery:
    """A query with a parameter of a class."""
    parameter = Parameter("which", "one of them", None, kind)
    return NamedQuery("some", Path("some.rq"), "Which?", (parameter,), "SELECT * WHERE {}")


def test_values_with_names_of_their_own_are_suggested_with_what_they_say(site: Site) -> None:
    queries = {"some": asking_for("kb:Claim")}
    choice = Choice(name="some")
    shown = page_of(site.at("sparql"), queries, choice, None, None, None, has_editor=True).body
    assert 'list="l-which"' in shown
    assert (
        '<option value="o-pain" label="ibuprofen is not an effective treatment of pain">' in shown
    )


def test_few_values_are_a_menu_and_of_others_those_that_fit_are_suggested(
    small_base: KnowledgeBase,
) -> None:
    def field_of(kind: str) -> Field:
        (field,) = fields_of(small_base, asking_for(kind), {})
        return field

    assert "not assessed" in field_of("kb:Verdict").choices
    assert field_of("kb:Verdict").suggestions == ()
    claims = {one.value: one.says for one in field_of("kb:Claim").suggestions}
    assert claims["o-pain"] == "ibuprofen is not an effective treatment of pain"
    assert field_of("kb:Claim").choices == ()
    assert field_of("xsd:string").suggestions == ()


def test_a_question_that_nothing_can_match_says_so(served: Served) -> None:
    answer = page(served, query="SELECT ?c WHERE { ?c kb:verdikt ?v }")
    assert "kb:verdikt" in answer.text
    assert "did you mean kb:verdict" in answer.text


@pytest.mark.parametrize(
    ("name", "media_type"), [("csv", "text/csv"), ("json", "application/sparql-results+json")]
)
def test_answers_of_named_queries_are_downloaded_whole(
    served: Served, name: str, media_type: str
) -> None:
    answer = page(served, name="claims-by-verdict", param__verdict="refuted", format=name)
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert answer.headers["content-disposition"].startswith(
        'attachment; filename="claims-by-verdict'
    )
    assert "id/c-pain" in answer.text


def test_a_name_of_no_query_is_told_with_the_nearest(served: Served) -> None:
    answer = page(served, name="claims-by-verdct")
    assert answer.status_code == 400
    assert "claims-by-verdict" in answer.text


def test_pages_are_served_with_what_they_need(served: Served) -> None:
    front = served.get("/", headers=BROWSER)
    assert (front.status_code, "<h1>Overview</h1>" in front.text) == (200, True)
    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', front.text):
        found = served.get(address)
        assert (found.status_code, found.headers["content-type"] != "text/plain") == (200, True)
    known = {"If-None-Match": front.headers["etag"]}
    assert served.get("/", headers={**BROWSER, **known}).status_code == 304


def test_a_page_that_is_not_there_is_told_as_a_page(served: Served) -> None:
    answer = served.get("/claims/nothing", headers=BROWSER)
    assert (answer.status_code, "<h1>No such page</h1>" in answer.text) == (404, True)
    assert served.get("/static/nothing.css").status_code == 404
