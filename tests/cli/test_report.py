"""kbtool report: the knowledge base as a static site, of which no link is broken and no name leads out of its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import Case, lay_out
from commands import kbtool
from example import two_articles
from sites import broken_links, read_site

MARKUP = "<script>alert(\"1\")</script> & 'quoted' <img src=x onerror=alert(1)>"
HOSTILE = """
id:safe a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:safeFor ; kb:object id:people .
<https://w3id.org/kbtool/id/../../../etc/passwd> a kb:Claim ; prov:wasQuotedFrom id:article ;
    oa:exact "<script>alert(\\"1\\")</script> & 'quoted' <img src=x onerror=alert(1)>" ; kb:asserts id:safe ; kb:certainty kb:Categorical .
<https://w3id.org/kbtool/id/a%2Fb?c#d> a kb:Claim ; prov:wasQuotedFrom id:article ;
    oa:exact "It is safe" ; kb:asserts id:safe ; kb:certainty kb:Categorical .
id:Same a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "is safe" ; kb:asserts id:safe ; kb:certainty kb:Hedged .
id:same a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "safe" ; kb:asserts id:safe ; kb:certainty kb:Hedged .
id:source a kb:Reference ; rdfs:label "A </title><script>source</script>" ; foaf:page <javascript:alert(1)> .
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = two_articles(tmp_path_factory.mktemp("report") / "project")
    done = kbtool("report", root.parent / "site", cwd=root)
    assert done.returncode == 0, done.stderr
    return root.parent / "site"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    root = lay_out(Case("", HOSTILE, (), article=f"It is safe. {MARKUP}\n"), folder / "project")
    done = kbtool("report", folder / "site", cwd=root)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def test_every_link_of_every_page_leads_somewhere(site: Path) -> None:
    assert broken_links(site) == []
    assert (site / "claims" / "c-safe.html").is_file()
    assert (site / "references" / "trial-a.html").is_file()


def test_no_page_has_a_style_or_script_of_its_own_or_a_name_twice(site: Path) -> None:
    for path, page in read_site(site).items():
        assert page.inline == [], path
        assert [name for name, number in page.ids.items() if number > 1] == [], path


def test_what_only_a_server_has_is_left_out(site: Path) -> None:
    links = {link for page in read_site(site).values() for link in page.links}
    assert not [link for link in links if "sparql" in link or "draft" in link or "what-if" in link]


def test_a_knowledge_base_that_has_nothing_yet_says_how_to_begin(tmp_path: Path) -> None:
    assert kbtool("init", tmp_path / "new", cwd=tmp_path).returncode == 0
    done = kbtool("report", tmp_path / "site", cwd=tmp_path / "new")
    assert done.returncode == 0, done.stderr
    assert broken_links(tmp_path / "site") == []
    overview = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "None yet: <code>kbtool source add</code> takes one in." in overview
    assert "Nothing is on file." in (tmp_path / "site" / "evidence.html").read_text("utf-8")


def test_markup_in_a_quote_is_words_on_every_page(hostile: Path) -> None:
    for path in hostile.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "<script>" not in text, path
        assert "<img" not in text, path
        assert "javascript:" not in text or 'href="javascript:' not in text, path
    assert "&lt;script&gt;" in (hostile / "articles" / "article.html").read_text("utf-8")


def test_no_name_leads_out_of_the_folder_and_two_names_are_two_pages(hostile: Path) -> None:
    claims = sorted(path.name for path in (hostile / "claims").iterdir())
    assert len(claims) == len({name.casefold() for name in claims}) == 4
    assert not any(".." in name or "%" in name or "?" in name for name in claims)
    assert not (hostile.parent / "etc").exists()
    assert broken_links(hostile) == []


def test_a_folder_with_something_else_is_not_written_into(small: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine", encoding="utf-8")
    done = kbtool("report", tmp_path / "mine", cwd=small)
    assert done.returncode == 2
    assert "something else than a site" in done.stderr
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_a_folder_of_the_knowledge_base_is_not_written_into(small: Path) -> None:
    done = kbtool("report", small / "kb" / "site", cwd=small)
    assert done.returncode == 2
    assert "belongs to the knowledge base" in done.stderr


def test_written_again_it_is_the_same(site: Path) -> None:
    def held() -> dict[str, bytes]:
        return {
            p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()
        }

    before = held()
    done = kbtool("report", site, cwd=site.parent / "project")
    assert done.returncode == 0, done.stderr
    assert held() == before
