"""A draft in prose: each sentence beside what is known, by the rules that judge encoded articles."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from golden_files import assert_golden
from kbtool.api import check_drafts, load
from kbtool.checks.sentences import NOT_COMPARED, Says
from kbtool.errors import InputError
from kbtool.io.originals import Original
from kbtool.io.settings import find_settings
from kbtool.reports.findings.sentences import compared, not_counted
from kbtool.reports.formats import FINDINGS
from kbtool.reports.presentation import Presentation
from kbtool.reports.views import KnowledgeBase, Report
from velorastat import lay_velorastat

TODAY = date(2026, 6, 30)
DRAFT = """# Velorastat

Velorastat acts on serotonin. Velorastat lowers the frequency of attacks.

Is velorastat addictive? Some people say that velorastat acts on serotonin.
It is a myth that velorastat acts on serotonin. Our rooms are bright and quiet.
"""
SAID = {
    "Velorastat acts on serotonin.": Says.CONTRADICTS,
    "Velorastat lowers the frequency of attacks.": Says.OWES,
    "Is velorastat addictive?": Says.NOTHING,
    "Some people say that velorastat acts on serotonin.": Says.NOTHING,
    "It is a myth that velorastat acts on serotonin.": Says.RESTATES,
    "Our rooms are bright and quiet.": Says.NOTHING,
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_velorastat(tmp_path_factory.mktemp("velorastat"))


@pytest.fixture(scope="module")
def report(root: Path) -> Report:
    return checked(root, DRAFT)


def checked(root: Path, text: str) -> Report:
    return check_drafts(root, [Original(text.encode(), "a.md", "a.md", TODAY)], today=TODAY)


@pytest.mark.parametrize("sentence", SAID)
def test_each_sentence_says_one_thing_beside_what_is_known(report: Report, sentence: str) -> None:
    (draft,) = report.drafts
    text = report.documents[0].text
    said = {" ".join(each.sentence.of(text).split()): each.says for each in draft.sentences}
    assert said[sentence] is SAID[sentence]


def test_what_a_sentence_says_does_not_hang_on_the_rules_that_are_selected(root: Path) -> None:
    few = check_drafts(
        root, [Original(DRAFT.encode(), "a.md", "a.md", TODAY)], today=TODAY, select=["X06"]
    )
    (draft,) = few.drafts
    text = few.documents[0].text
    said = {" ".join(each.sentence.of(text).split()): each.says for each in draft.sentences}
    assert {sentence: said[sentence] for sentence in SAID} == SAID
    assert few.findings == ()


def test_a_finding_keeps_its_code_and_has_both_sides(report: Report) -> None:
    found = [finding for finding in report.findings if finding.code == "X05"]
    assert [finding.quote for finding in found] == ["Velorastat acts on serotonin"]
    assert all(finding.related for finding in found)


def test_that_what_no_rule_on_drafts_reads_is_not_derived_changes_nothing(
    root: Path, report: Report
) -> None:
    def opened(**how: object) -> KnowledgeBase:
        how.pop("judging")
        return load(root, **how)  # type: ignore[arg-type]

    draft = Original(DRAFT.encode(), "a.md", "a.md", TODAY)
    found = check_drafts(root, [draft], today=TODAY, opened=opened)
    json_of = FINDINGS.renderer("json")
    assert json_of(found, Presentation()) == json_of(report, Presentation())


def test_nothing_is_found_on_what_nothing_is_known_of(root: Path) -> None:
    report = checked(root, "Our rooms are bright. Velorastat is served with tea.\n")
    assert not report.findings
    assert report.drafts[0].known == 0


def test_a_finding_stays_the_same_where_lines_move(root: Path, report: Report) -> None:
    moved = checked(root, DRAFT.replace("# Velorastat\n", "# Velorastat\n\nA new beginning.\n"))
    assert {f.fingerprint for f in moved.findings} == {f.fingerprint for f in report.findings}


def test_no_rule_on_how_an_article_was_encoded_runs(report: Report) -> None:
    assert not {rule.code[0] for rule in report.rules} & {"S", "A"}


@pytest.mark.parametrize("format_", ["text", "json"])
def test_the_output_is_as_before(report: Report, format_: str) -> None:
    shown = FINDINGS.renderer(format_)(report, Presentation())
    assert_golden(f"draft.{'txt' if format_ == 'text' else format_}", shown)


def test_of_many_statements_of_one_quote_the_worst_is_told_in_full_and_the_others_listed(
    report: Report,
) -> None:
    (found,) = [each for each in report.findings if each.code == "X05"]
    many = tuple(
        replace(found, claim=f"{found.claim}-{n}", says=f"statement {n}") for n in range(1, 7)
    )
    shown = FINDINGS.renderer("text")(replace(report, findings=many), Presentation(limit=None))
    assert shown.count("[refuted]") == 1
    assert shown.count("error   X05") == 1
    listed = "X05 tells the same of 5 more: "
    told = "; ".join(f"statement {n}" for n in range(2, 7))
    assert listed + told in " ".join(shown.split())


def test_of_two_statements_of_one_quote_both_are_told_in_full_below_one_verdict(
    report: Report,
) -> None:
    (found,) = [each for each in report.findings if each.code == "X05"]
    both = tuple(
        replace(found, claim=f"{found.claim}-{n}", says=f"statement {n}") for n in range(1, 3)
    )
    shown = FINDINGS.renderer("text")(replace(report, findings=both), Presentation(limit=None))
    assert shown.count("[refuted]") == 1
    assert shown.count("error   X05") == 2


def test_in_a_list_of_passages_too_and_what_all_begin_with_is_said_once(report: Report) -> None:
    (found,) = [each for each in report.findings if each.code == "X05"]
    assert found.span is not None
    end = replace(found.span, start=found.span.end + 1, end=found.span.end + 9, line=9)
    kinds = ["rash", "cough", "fever", "gout", "sleep"]
    many = [
        replace(found, claim=f"{found.claim}-{kind}", says=f"velorastat does not cause {kind}")
        for kind in kinds
    ]
    apart = replace(many[0], span=end, claim=f"{found.claim}-apart", quote="Elsewhere")
    shown = FINDINGS.renderer("text")(
        replace(report, findings=(*many, apart)), Presentation(limit=None)
    )
    listed = "X05 tells the same of 4 more: velorastat does not cause cough; fever; gout; sleep"
    assert listed in " ".join(shown.split())


def test_json_names_the_sentence_and_what_it_was_read_as_and_no_claim(report: Report) -> None:
    data = json.loads(FINDINGS.renderer("json")(report, Presentation()))
    (finding,) = [each for each in data["findings"] if each["code"] == "X05"]
    assert finding["claim"] is None
    assert finding["node"] is None
    assert finding["sentence"]["text"] == "Velorastat acts on serotonin."
    assert finding["proposition"]
    assert 0.6 <= finding["confidence"] <= 1


def test_json_shows_what_a_sentence_took_from_others_though_nothing_is_found_on_it(
    root: Path,
) -> None:
    report = checked(root, "# Velorastat\n\nIt does not act on serotonin.\n")
    data = json.loads(FINDINGS.renderer("json")(report, Presentation()))
    told = data["drafts"][0]["sentences"]
    assert [each.get("borrowed") for each in told] == [None, ["Velorastat"]]
    assert told[1]["says"] == Says.RESTATES


def test_an_item_below_a_table_is_of_the_heading_and_of_no_row(root: Path) -> None:
    report = checked(
        root,
        "# Velorastat\n\n| Drug | Taken |\n|---|---|\n| Tropadines | daily |\n\n- Non-addictive\n",
    )
    (item,) = [each for each in report.drafts[0].sentences if each.claims]
    assert [claim.says for claim in item.claims] == ["velorastat is not addictive"]
    assert [claim.quote for claim in item.claims] == ["Non-addictive"]
    assert item.says is Says.CONTRADICTS


def test_a_draft_whose_name_is_no_text_is_read_and_named_in_one_line(root: Path) -> None:
    name = "a\n\udcff.md"
    draft = Original(b"Velorastat acts on serotonin.\n", name, name, TODAY)
    report = check_drafts(root, [draft], today=TODAY)
    assert report.drafts[0].path == "a\\n\\udcff.md"
    assert "X05" in {finding.code for finding in report.findings}


def test_a_setting_that_names_no_rule_is_refused_with_its_line(root: Path, tmp_path: Path) -> None:
    (tmp_path / "kbtool.toml").write_text('ignore = ["X05",\n  "X99"]\n')
    draft = Original(DRAFT.encode(), "a.md", "a.md", TODAY)
    with pytest.raises(InputError) as error:
        check_drafts(root, [draft], settings=find_settings(tmp_path), today=TODAY)
    assert error.value.line == 2
    assert error.value.message == (
        "no rule has the code, family or name 'X99', which the setting ignore names"
    )


def test_what_is_known_but_for_some_words_is_not_counted_as_supported(root: Path) -> None:
    report = checked(
        root, "Velorastat blocks TRX1 receptors. Velorastat blocks all TRX1 receptors instantly."
    )
    (draft,), (tally,) = report.drafts, report.documents
    assert [each.says for each in draft.sentences] == [Says.RESTATES, Says.IN_PART]
    assert [word.of(tally.text) for word in draft.sentences[1].unread] == ["all", "instantly"]
    assert tally.verdicts == {"supported": 1, NOT_COMPARED: 1}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Velorastat tablets block TRX1 receptors.", "tablets"),
        ("Topical velorastat blocks TRX1 receptors.", "Topical"),
        ("Slow-release velorastat blocks TRX1 receptors.", "Slow-release"),
        ("Velorastat blocks TRX1 receptors, as does acetaminophen.", "acetaminophen"),
        ("Velorastat blocks TRX1 receptors in people over 90.", "90"),
        ("The rival of velorastat blocks TRX1 receptors.", "rival"),
        ("Velorastat, whose rival blocks TRX1 receptors, is new.", "rival"),
    ],
)
def test_what_leaves_out_a_form_a_name_or_a_number_is_not_taken_for_known(
    root: Path, text: str, left: str
) -> None:
    (each,) = checked(root, text).drafts[0].sentences
    assert each.says is Says.NOTHING
    assert not each.unread or left in [word.of(text) for word in each.unread]


@pytest.mark.parametrize(
    ("before", "says"),
    [
        ("Velorastat is offered.", Says.NOTHING),
        ("Velorastat and yoga are offered.", Says.NOTHING),
        ("Velorastat and acetaminophen are offered.", Says.NOTHING),
        ("Velorastat tablets are offered.", Says.RESTATES),
    ],
)
def test_they_restate_nothing_that_is_not_known_of_each(
    root: Path, before: str, says: Says
) -> None:
    sentences = checked(root, f"{before} They block TRX1 receptors.").drafts[0].sentences
    assert sentences[-1].says is says


@pytest.mark.parametrize(
    "text",
    [
        "Velorastat blocks TRX1 receptors, but not in humans.",
        "Velorastat blocks TRX1 receptors, they lied.",
        "Velorastat blocks TRX1 receptors, contrary to the evidence.",
        "Velorastat blocks TRX1 receptors, a view long abandoned.",
        "Velorastat blocks TRX1 receptors (no longer true).",
        "Velorastat blocks TRX1 receptors [dubious].",
        "Velorastat blocks TRX1 receptors to a healthy level.",
        "Nominally, velorastat blocks TRX1 receptors.",
        "# In horses\n\nVelorastat blocks TRX1 receptors.",
        "# Before 1990\n\nVelorastat blocks TRX1 receptors.",
    ],
)
def test_what_a_word_that_was_left_over_may_turn_has_no_verdict(root: Path, text: str) -> None:
    report = checked(root, text)
    each = report.drafts[0].sentences[-1]
    assert each.says is Says.NOTHING
    assert not each.claims
    assert "supported" not in report.documents[0].verdicts


@pytest.mark.parametrize(
    "text",
    [
        "Velorastat instantly blocks TRX1 receptors.",
        "# In brief: velorastat\n\nVelorastat blocks TRX1 receptors.",
        "# How it works\n\nVelorastat blocks TRX1 receptors.",
    ],
)
def test_what_turns_nothing_keeps_its_verdict(root: Path, text: str) -> None:
    assert checked(root, text).drafts[0].sentences[-1].claims


def told_at_the_end(root: Path, text: str) -> list[str]:
    remarks = not_counted(checked(root, text), None)
    return [line for remark in remarks for line in (remark.words, *remark.sentences)]


def test_sentences_that_may_state_what_was_not_counted_are_told_with_their_lines(
    root: Path,
) -> None:
    told = told_at_the_end(
        root, "Velorastat acts on serotonin.\n\nThere are wonders.\n\nIt is non-addictive.\n"
    )
    assert told[:2] == [
        "Not compared, to be read by a person:",
        "line 5 “It is non-addictive.”: too unsure",
    ]


def test_words_that_were_not_compared_are_told_whatever_else_is_wrong(root: Path) -> None:
    text = "Velorastat quietly lowers the frequency of attacks."
    (draft,) = checked(root, text).drafts
    assert [each.says for each in draft.sentences] == [Says.OWES]
    told = told_at_the_end(root, text)
    below = told[told.index("Compared in part, the rest to be read by a person:") + 1]
    assert below == f"line 1 “{text}”: without “quietly”"


def test_sentences_that_nobody_compared_are_none_that_were_compared(root: Path) -> None:
    text = "Velorastat acts on serotonin.\n\nIs it so? Tea is green.\n\nIt is non-addictive.\n"
    report = checked(root, text)
    (first,) = compared(report)
    assert first == (
        "a.md: 3 of 4 sentences compared with what is known: 1 contradicts, 2 with nothing known; "
        "1 not compared, which a person has to read"
    )


def test_of_many_sentences_the_worst_to_miss_are_told_in_reading_order(root: Path) -> None:
    text = "".join(f"It is non-addictive for {name}.\n\n" for name in ("Ann", "Bo", "Cy"))
    (head, *_), *_ = [
        (remark.words, *remark.sentences)
        for remark in not_counted(checked(root, f"Velorastat acts on serotonin.\n\n{text}"), 2)
        if remark.sentences
    ]
    assert head == (
        "Not compared, to be read by a person (2 of 3, all with --all or --format json):"
    )


@pytest.mark.parametrize(
    ("text", "owed"),
    [
        ("Velorastat lowers the frequency of attacks. It is bright.", True),
        ("Velorastat lowers the frequency of attacks. It can bring withdrawal symptoms and sweat.", False),
        ("Velorastat lowers the frequency of attacks. It never comes with withdrawal symptoms.", True),
        ("Velorastat lowers the frequency of attacks. Does it bring withdrawal symptoms?", True),
        ("Velorastat lowers the frequency of attacks. Wine comes with withdrawal symptoms.", True),
    ],
)  # fmt: skip
def test_a_risk_that_is_named_in_words_on_file_is_not_left_out(
    root: Path, text: str, owed: bool
) -> None:
    left_out = [f.message for f in checked(root, text).findings if f.code == "O12"]
    assert any("drug abuse and dependence" in each for each in left_out) is owed


@pytest.mark.parametrize(
    "line",
    [
        "## No effects",
        "## Things people wrongly believe",
        "## What used to be true",
        "## Alleged effects",
        "## Effects that were ruled out",
        "None of the following is true:",
        "The following statements are false:",
        "Wrong:",
        "Here are five lies:",
        "Forget these old ideas:",
        "People used to think:",
    ],
)
def test_an_item_below_a_line_that_may_turn_it_restates_nothing(root: Path, line: str) -> None:
    items = ("Velorastat lowers the frequency of attacks.", "Velorastat does not act on serotonin.")
    below = "\n".join(f"- {each}" for each in items)
    (draft,) = checked(root, f"# Velorastat\n\n{line}\n\n{below}\n").drafts

    assert not {Says.RESTATES, Says.IN_PART} & {each.says for each in draft.sentences}


@pytest.mark.parametrize("line", ["## Facts", "## Less common effects", "What it does:"])
def test_an_item_below_another_line_keeps_its_verdict(root: Path, line: str) -> None:
    text = f"# Velorastat\n\n{line}\n\n- Velorastat does not act on serotonin.\n"
    (draft,) = checked(root, text).drafts

    assert draft.sentences[-1].says is Says.RESTATES


@pytest.mark.parametrize(
    "text",
    [
        "Velorastat would be approved for chronic surge headache.",
        "Velorastat might be approved for chronic surge headache.",
        "Velorastat will be approved for chronic surge headache.",
        "Velorastat is expected to be approved for chronic surge headache.",
    ],
)
def test_what_the_law_may_say_one_day_is_not_so_now(root: Path, text: str) -> None:
    (draft,) = checked(root, text).drafts
    assert draft.sentences[0].says not in (Says.RESTATES, Says.IN_PART)


def test_a_number_of_any_size_is_compared(root: Path) -> None:
    checked(root, "Velorastat is dosed at 20,000,000,000 mg a day.")


def test_what_is_held_to_another_sentence_of_the_draft_says_no_more_than_the_evidence(
    root: Path,
) -> None:
    report = checked(root, "Velorastat acts on serotonin. Velorastat does not act on serotonin.")
    assert [each.says for each in report.drafts[0].sentences] == [Says.CONTRADICTS, Says.RESTATES]
    assert "X01" in {finding.code for finding in report.findings}
