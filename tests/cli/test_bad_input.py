"""Bad input is normal input: one line that says which file, where, why and what to do, and never exit code 0.

Exit code 2: the input cannot be read or trusted, so nothing was checked. Exit code 1: it was checked, and this is wrong.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commands import kbtool
from example import two_articles

CASE = "kb/case.ttl"
ARTICLE = "sources/article.txt"
OTHER = "sources/other.txt"
STRUCTURE = "shapes/structure.ttl"
SOURCES = "sources/sources.ttl"
EXTRA = "kb/extra.ttl"
DERIVATION = "kb/derivations/55-extra.rq"
PREFIXES = """\
@prefix kb:   <https://w3id.org/kbtool/ns#> .
@prefix id:   <https://w3id.org/kbtool/id/> .
@prefix sh:   <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""

Break = Callable[[Path], object]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A knowledge base of two articles to break."""
    return two_articles(tmp_path / "project")


def replace(file: str, old: str, new: str) -> Break:
    """Replace the first occurrence of some text, which has to be there."""

    def apply(project: Path) -> None:
        text = (project / file).read_text(encoding="utf-8")
        assert old in text
        (project / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return apply


def convert(file: str, change: Callable[[bytes], bytes]) -> Break:
    """Change the bytes of a file."""
    return lambda project: (project / file).write_bytes(change((project / file).read_bytes()))


def write(file: str, content: str | bytes) -> Break:
    """Write a file."""
    data = content if isinstance(content, bytes) else content.encode()
    return lambda project: (project / file).write_bytes(data)


def remove(*patterns: str) -> Break:
    """Remove files."""

    def apply(project: Path) -> None:
        for pattern in patterns:
            for path in list(project.glob(pattern)):
                path.unlink()

    return apply


def link(file: str, target: str) -> Break:
    """Put a symbolic link in the place of a file."""

    def apply(project: Path) -> None:
        (project / file).unlink(missing_ok=True)
        (project / file).symlink_to(target)

    return apply


def instead_of(file: str, make: Callable[[Path], object]) -> Break:
    """Put something else in the place of a file or folder."""

    def apply(project: Path) -> None:
        path = project / file
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
        make(path)

    return apply


def both(*breaks: Break) -> Break:
    """One after the other."""
    return lambda project: [apply(project) for apply in breaks]


def line_of(file: Path, text: str) -> int:
    """The 1-based line on which some text first stands."""
    content = file.read_text(encoding="utf-8")
    return content.count("\n", 0, content.index(text)) + 1


REFUSED = {
    "broken Turtle": (
        replace(CASE, "kb:certainty kb:Categorical .", "kb:certainty kb:Categorical"),
        r"kb/case\.ttl:\d+: is not valid Turtle: “\.” is missing at the end of the line",
        "behind it comes the next statement",
    ),
    "unknown prefix": (
        write(EXTRA, "# A claim.\n\nfoo:claim a kb:Claim .\n"),
        r"kb/extra\.ttl:3: is not valid Turtle: the prefix foo: is not declared",
        "correct it, or begin the file with @prefix foo:",
    ),
    "relative IRI": (
        write(EXTRA, "<a> <b> <c> .\n"),
        r"kb/extra\.ttl:1: is not valid Turtle: .*IRI",
        "correct the Turtle",
    ),
    "Turtle in Latin-1": (
        write(EXTRA, "# one\n# Café".encode("latin-1")),
        r"kb/extra\.ttl:2: is not UTF-8: byte 0xe9",
        "save the file as UTF-8",
    ),
    "Turtle in UTF-16": (
        write(EXTRA, "# one".encode("utf-16")),
        r"kb/extra\.ttl:1: is not UTF-8: byte 0xff",
        "save the file as UTF-8",
    ),
    "Turtle with a byte-order mark": (
        convert(CASE, lambda data: b"\xef\xbb\xbf" + data),
        r"kb/case\.ttl:1: begins with a byte-order mark",
        "without BOM",
    ),
    "NUL in Turtle": (
        write(EXTRA, PREFIXES + 'id:c skos:prefLabel "a\0b" .\n'),
        r"kb/extra\.ttl:5: holds a NUL character",
        "plain text in UTF-8",
    ),
    "huge line of broken Turtle": (
        write(EXTRA, PREFIXES + 'id:c skos:prefLabel "' + "y" * 2_000_000 + '" ; ] .\n'),
        r"kb/extra\.ttl:5: is not valid Turtle",
        "take it out, or open it",
    ),
    "dangling link": (
        link(EXTRA, "nowhere.ttl"),
        r"kb/extra\.ttl: cannot be read: No such file",
        "check that the file is there",
    ),
    "link to itself": (
        link(EXTRA, "extra.ttl"),
        r"kb/extra\.ttl: cannot be read: Too many levels of symbolic links",
        "check that the file is there",
    ),
    "pipe in the place of Turtle": (
        instead_of(EXTRA, os.mkfifo),
        r"kb/extra\.ttl: is not a regular file",
        "put a file in its place",
    ),
    "kb/ without Turtle": (
        remove("kb/**/*.ttl"),
        r"kb: holds no knowledge",
        "add sources/sources.ttl and kb/",
    ),
    "file in the place of kb/": (
        instead_of("kb", Path.touch),
        r"\.: is not in a knowledge base: no folder upwards holds kb/",
        "run kbtool inside of a knowledge base",
    ),
    "missing article": (
        remove(OTHER),
        r"sources/other\.txt: is missing, but sources\.ttl declares it",
        "put the article back",
    ),
    "folder in the place of an article": (
        instead_of(OTHER, Path.mkdir),
        r"sources/other\.txt: cannot be read: Is a directory",
        "check that the file is there",
    ),
    "article linked to itself": (
        link(OTHER, "other.txt"),
        r"sources/other\.txt: cannot be read: Too many levels of symbolic links",
        "check that the file is there",
    ),
    "article that Git LFS keeps elsewhere": (
        write(OTHER, "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n"),
        r"sources/other\.txt: is a pointer of Git LFS, and not the file itself",
        "git lfs pull",
    ),
    "link to a folder elsewhere": (
        lambda project: (project / "kb" / "more").symlink_to(project.parent),
        r"kb/more: is a link to a folder outside of the knowledge base",
        "put the folder itself in its place",
    ),
    "article in Latin-1": (
        write(OTHER, "One\nCafé".encode("latin-1")),
        r"sources/other\.txt:2: is not UTF-8: byte 0xe9",
        "save the file as UTF-8",
    ),
    "article in UTF-16 without a mark": (
        convert(OTHER, lambda data: data.decode().encode("utf-16-le")),
        r"sources/other\.txt:1: holds a NUL character",
        "plain text in UTF-8",
    ),
    "NUL in an article": (
        write(OTHER, "One\nTwo\0\n"),
        r"sources/other\.txt:2: holds a NUL character",
        "plain text in UTF-8",
    ),
    "empty article": (write(OTHER, " \n"), r"sources/other\.txt: is empty", "put "),
    "article that is not declared": (
        write("sources/new.txt", "A new article."),
        r"sources/new\.txt: is not declared in sources/sources\.ttl",
        "declare it as a kb:Document",
    ),
    "article further down that is not declared": (
        both(
            instead_of("sources/more", Path.mkdir),
            write("sources/more/new.txt", "A new article."),
        ),
        r"sources/more/new\.txt: is not declared in sources/sources\.ttl",
        "declare it as a kb:Document",
    ),
    "kb:file outside of sources/": (
        replace(SOURCES, '"other.txt"', '"../../etc/passwd"'),
        r"sources/sources\.ttl:\d+: id:other needs .* a path below sources/",
        "name the article's text file",
    ),
    "kb:file that is absolute": (
        replace(SOURCES, '"other.txt"', '"/etc/passwd"'),
        r"sources/sources\.ttl:\d+: id:other needs .* a path below sources/",
        "name the article's text file",
    ),
    "kb:file linked to the outside": (
        link(OTHER, "/etc/passwd"),
        r"sources/sources\.ttl:\d+: the kb:file of id:other is a link to a file outside of sources/",
        "put the file itself in its place",
    ),
    "kb:file with NUL": (
        replace(SOURCES, '"other.txt"', r'"other\u0000.txt"'),
        r"sources/sources\.ttl:\d+: id:other needs exactly one kb:file",
        "name the article's text file",
    ),
    "document without kb:file": (
        replace(SOURCES, 'kb:file "other.txt" ;', ""),
        r"sources/sources\.ttl:\d+: id:other needs exactly one kb:file",
        "name the article's text file",
    ),
    "shapes folder without files": (
        remove("shapes/*.ttl"),
        r"shapes: holds no rules",
        "put the shapes back",
    ),
    "file in the place of shapes/": (
        instead_of("shapes", Path.touch),
        r"\.: is not in a knowledge base: no folder upwards holds kb/, shapes/",
        "run kbtool inside of a knowledge base",
    ),
    "shapes file without SHACL": (
        write("shapes/extra.ttl", PREFIXES + "id:x a kb:Concept .\n"),
        r"shapes/extra\.ttl: states nothing in SHACL",
        "a rule is a sh:NodeShape",
    ),
    "shapes without a target": (
        both(
            remove("shapes/*.ttl"),
            write("shapes/extra.ttl", PREFIXES + "id:x a sh:NodeShape .\n"),
        ),
        r"shapes: the shapes graph has no shape with a target",
        "sh:targetClass",
    ),
    "misspelt SHACL term": (
        replace(STRUCTURE, "sh:path kb:unit ; sh:minCount", "sh:path kb:unit ; sh:minCont"),
        r"shapes/structure\.ttl:\d+: rule:S02 uses sh:minCont, which the SHACL vocabulary",
        r"did you mean sh:minCount\?",
    ),
    "SHACL value of the wrong kind": (
        replace(STRUCTURE, "sh:path kb:unit ; sh:minCount 1", 'sh:path kb:unit ; sh:minCount "1"'),
        r"shapes/structure\.ttl:\d+: shape rule:S02: sh:minCount takes a non-negative integer",
        "correct the shape",
    ),
    "invalid SPARQL in a shape": (
        replace(STRUCTURE, "$this kb:object ?object .", "$this kb:object ."),
        r"shapes/structure\.ttl:\d+: shape rule:S03: the query in sh:select does not parse",
        "correct the shape",
    ),
    "shape that asks another server": (
        replace(STRUCTURE, "$this kb:object ?object .", "SERVICE <http://x.example/> { ?a ?b ?c }"),
        r"shapes/structure\.ttl:\d+: shape rule:S03: the query asks another server \(SERVICE\)",
        "reads the data that it is asked of",
    ),
    "duplicate rule code": (
        replace(STRUCTURE, 'dct:identifier "S02"', 'dct:identifier "S01"'),
        r"shapes/structure\.ttl:\d+: rule:S02 has the code S01, which rule:S01 has too",
        "choose a free one",
    ),
    "rule without a code": (
        replace(STRUCTURE, 'dct:identifier "S02" ;', ""),
        r"shapes/structure\.ttl:\d+: rule:S02 has no code",
        "each rule has a dct:identifier",
    ),
    "rule without a name": (
        replace(STRUCTURE, 'sh:name "number-without-unit" ;', ""),
        r"shapes/structure\.ttl:\d+: rule:S02 has no name",
        "each rule has sh:name",
    ),
    "derivation that is not SPARQL": (
        write(DERIVATION, "CONSTRUCT {\n ?a }"),
        r"kb/derivations/55-extra\.rq:2: not a valid SPARQL query",
        "correct the derivation",
    ),
    "derivation that constructs nothing": (
        write(DERIVATION, "SELECT * { ?s ?p ?o }"),
        r"kb/derivations/55-extra\.rq: is not a CONSTRUCT query",
        "a derivation constructs triples",
    ),
    "derivation that asks another server": (
        write(DERIVATION, r"CONSTRUCT WHERE { S\u0045RVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"),
        r"kb/derivations/55-extra\.rq:1: the query asks another server \(SERVICE\)",
        "reads the data that it is asked of",
    ),
    "derivation behind one that is not there": (
        write(DERIVATION, "# kb:after: level\nCONSTRUCT WHERE { ?s ?p ?o }"),
        r"kb/derivations/55-extra\.rq:1: runs after 'level', and no derivation has that name",
        r"there is [a-z-]+, .*, extra, .*, years",
    ),
    "derivations behind each other": (
        replace("kb/derivations/weights.rq", "# kb:after:", "# kb:after: stars"),
        r"kb/derivations/[a-z-]+\.rq:\d+: runs after itself: ",
        "take one of them out of a kb:after",
    ),
    "derivation in Latin-1": (
        write(DERIVATION, "# one\n# é".encode("latin-1")),
        r"kb/derivations/55-extra\.rq:2: is not UTF-8: byte 0xe9",
        "save the file as UTF-8",
    ),
}


@pytest.mark.parametrize(("damage", "why", "advice"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_trusted_is_refused(
    project: Path, damage: Break, why: str, advice: str
) -> None:
    damage(project)
    refused(kbtool("check", cwd=project), why, advice)


def test_a_folder_is_no_draft_and_no_query(project: Path) -> None:
    (project / "drafts").mkdir()
    refused(kbtool("check", "--draft", "drafts", cwd=project), "is a folder", "name the files")
    refused(kbtool("query", "", cwd=project), "there is no query ''", "lists the queries")


@pytest.mark.parametrize(
    ("damage", "file", "declaration"),
    [
        (REFUSED["misspelt SHACL term"][0], STRUCTURE, "rule:S02 a sh:NodeShape"),
        (REFUSED["invalid SPARQL in a shape"][0], STRUCTURE, "rule:S03 a sh:NodeShape"),
        (REFUSED["kb:file outside of sources/"][0], SOURCES, "id:other a kb:Document"),
    ],
)
def test_the_line_is_that_of_the_declaration(
    project: Path, damage: Break, file: str, declaration: str
) -> None:
    damage(project)
    line = line_of(project / file, declaration)
    refused(kbtool("check", cwd=project), f"{file}:{line}: ")


def refused(result: subprocess.CompletedProcess[str], why: str, advice: str = "") -> None:
    """Exit code 2, nothing on standard output, and on standard error one line why and one what to do."""
    assert (result.returncode, result.stdout) == (2, "")
    error, *rest = result.stderr.strip().splitlines()
    assert re.search(f"^kbtool: error: .*{why}", error)
    assert [line.partition(":")[0] for line in rest] == ["help"] * len(rest)
    assert re.search(advice, "".join(rest))
    assert "Traceback" not in result.stderr
    assert "bug" not in result.stderr


EDGE = 'oa:exact "70% of people"'
VALUE = "kb:value 70 ; kb:unit kb:Percent"
FOUND = {
    "quote that is not there": (
        replace(CASE, EDGE, 'oa:exact "no such words stand anywhere in it: qwxz"'),
        "A01",
        ARTICLE,
        r"The quote “no such words.*” is not in the document",
    ),
    "quote with another word": (
        replace(CASE, "Patients say that", "Patients saw that"),
        "A02",
        ARTICLE,
        r"“saw” in the quote, “say” in the document",
    ),
    "empty quote": (
        replace(CASE, EDGE, 'oa:exact ""'),
        "A01",
        ARTICLE,
        r"The quote “” is not in the document",
    ),
    "cycle of broader concepts": (
        write(
            EXTRA,
            PREFIXES
            + 'id:one a kb:Concept ; skos:prefLabel "one" ; skos:broader id:two .\n'
            + 'id:two a kb:Concept ; skos:prefLabel "two" ; skos:broader id:one .\n',
        ),
        "S10",
        "kb/extra.ttl:5",
        r"“one” is broader than itself",
    ),
    "proposition that nobody uses": (
        write(
            EXTRA,
            PREFIXES
            + "id:nobody-says-it a kb:Proposition ;\n"
            + "    kb:subject id:adhd ; kb:predicate kb:treats ; kb:object id:anxiety .\n",
        ),
        "S11",
        "kb/extra.ttl:5",
        r"Nobody asserts, denies, gives, supports or disputes it",
    ),
    "decimal comma in a string": (
        replace(CASE, "kb:value 70", 'kb:value "1,5"'),
        "S12",
        ARTICLE,
        r"“1,5” is not a finite number",
    ),
    "decimal comma in a decimal": (
        replace(CASE, "kb:value 70", 'kb:value "1,5"^^xsd:decimal'),
        "S12",
        ARTICLE,
        r"“1,5” is not a finite number",
    ),
    "decimal comma in Turtle": (
        replace(CASE, "kb:value 70", "kb:value 1,5"),
        "S13",
        ARTICLE,
        r"There is more than one kb:value",
    ),
    "NaN": (
        replace(CASE, "kb:value 70", 'kb:value "NaN"^^xsd:double'),
        "S12",
        ARTICLE,
        r"“NaN” is not a finite number",
    ),
    "value without unit": (
        replace(CASE, VALUE, "kb:value 70"),
        "S02",
        ARTICLE,
        r"The value needs exactly one unit",
    ),
    "unknown term": (
        replace(CASE, "kb:certainty", "kb:certianty"),
        "S01",
        ARTICLE,
        r"The vocabulary has no term kb:certianty",
    ),
    "unknown unit": (
        replace(CASE, VALUE, "kb:value 70 ; kb:unit kb:Percnt"),
        "S01",
        ARTICLE,
        r"The vocabulary has no term kb:Percnt",
    ),
    "document that nobody declares": (
        replace(CASE, "prov:wasQuotedFrom id:article", "prov:wasQuotedFrom id:x"),
        "S15",
        CASE,
        r"id:x is not declared anywhere",
    ),
    "article with a byte-order mark": (
        convert(OTHER, lambda data: b"\xef\xbb\xbf" + data),
        "A06",
        OTHER,
        r"The document has SHA-256 [0-9a-f]{64}; [0-9a-f]{64} is recorded",
    ),
    "article with other line ends": (
        convert(ARTICLE, lambda data: data.replace(b"\n", b"\r\n")),
        "A06",
        ARTICLE,
        r"Only the line ends of the document differ from those that were recorded",
    ),
    "article with a huge line": (
        convert(OTHER, lambda data: data + b"\n" + b"x" * 1_000_000 + b"\n"),
        "A06",
        OTHER,
        r"The document has SHA-256",
    ),
}


@pytest.mark.parametrize(("damage", "code", "place", "message"), FOUND.values(), ids=FOUND.keys())
def test_what_can_be_read_and_is_wrong_is_found(
    project: Path, damage: Break, code: str, place: str, message: str
) -> None:
    damage(project)
    result = kbtool(
        "check", "--select", "S,A", "--fail-on", "warning", "--format", "concise", cwd=project
    )
    assert (result.returncode, result.stderr) == (1, "")
    pattern = rf"^{re.escape(place)}\S*: (error|warning) {code} .*{message}"
    assert re.search(pattern, result.stdout, re.MULTILINE), result.stdout[:2000]


def test_line_ends_and_a_byte_order_mark_change_no_anchor(shipped_copy: Path) -> None:
    """Of all quotes of the shipped articles, with their dashes and curly quotes."""
    for article in (shipped_copy / "sources").glob("*.txt"):
        convert(article.name, lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))(
            article.parent
        )
    for claims in (shipped_copy / "kb" / "claims").glob("*.ttl"):
        convert(claims.name, lambda data: data.replace(b"\n", b"\r\n"))(claims.parent)
    result = kbtool("check", "--select", "A", "--ignore", "A06", cwd=shipped_copy)
    assert result.returncode == 0, result.stdout


def test_an_empty_folder_is_no_knowledge_base(tmp_path: Path) -> None:
    refused(kbtool("check", cwd=tmp_path), "is not in a knowledge base", "--root")


def test_a_file_name_that_is_not_utf8_is_no_crash(project: Path) -> None:
    name = os.fsencode(project / "kb") + b"/caf\xe9.ttl"
    try:
        Path(os.fsdecode(name)).write_text("broken")
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    refused(kbtool("check", cwd=project), "caf.*is not valid Turtle", "correct the Turtle")


ARGUMENTS = {
    "unknown command": (["chekc"], "No such command 'chekc'"),
    "unknown option": (["check", "--formt", "json"], "No such option.*--formt"),
    "unknown format": (["check", "--format", "yaml"], "'yaml' is not one of 'text'"),
    "unknown severity": (["check", "--fail-on", "fatal"], "'fatal' is not one of 'error'"),
    "unknown mildest severity": (["check", "--show", "all"], "'all' is not one of 'error'"),
    "unknown engine": (["check", "--engine", "slow"], "'slow' is not one of 'fast'"),
    "format that no ending names": (["check", "--output", "x.xyz"], "no format goes with.*'.xyz'"),
    "unknown rule to select": (["check", "--select", "E01,Q7"], "'Q7' .in --select.*A, C, E"),
    "unknown rule to ignore": (["check", "--ignore", "nope"], "'nope' .in --ignore"),
    "path that does not exist": (["check", "sources/none.txt"], "sources/none.txt: does not exist"),
    "file of no known kind": (["check", "shapes/x.pdf"], "x.pdf: is neither an article"),
    "folder that is not a root": (["check", "--root", "/"], "/: is not in a knowledge base"),
    "unknown claim": (["explain", "c-wonder"], "did you mean c-wonders"),
    "unknown rule": (["explain", "X99"], "'X99' is no claim, rule, document.*help: "),
    "nothing like a claim": (["explain", "???"], "'???' is no claim.*help: "),
    "nothing to explain": (["explain"], "Missing argument"),
    "folder without a name": (["report", ""], "the path is empty"),
    "root without a name": (["query", "--root", ""], "the path is empty"),
    "no number of seconds to ask": (["query", "--timeout", "nan"], "nan is no number"),
    "no number of seconds to serve": (["serve", "--timeout", "nan"], "nan is no number"),
    "no end of seconds": (["serve", "--timeout", "inf"], "inf is no number"),
    "no share": (["coverage", "article", "--fail-under", "nan"], "nan is no number"),
}


@pytest.mark.parametrize(("arguments", "why"), ARGUMENTS.values(), ids=ARGUMENTS.keys())
def test_wrong_usage_says_what_is_right(project: Path, arguments: list[str], why: str) -> None:
    (project / "shapes" / "x.pdf").touch()
    result = kbtool(*arguments, cwd=project)
    assert (result.returncode, result.stdout) == (2, "")
    assert re.search(why.replace("???", r"\?\?\?"), " ".join(result.stderr.split()))
    assert "Traceback" not in result.stderr


def test_an_output_in_a_folder_that_does_not_exist_is_refused(small: Path) -> None:
    result = kbtool("check", "--output", "none/report.json", cwd=small)
    refused(result, "none/report.json: cannot be written: No such file", "name a file in a folder")


def test_an_output_in_a_file_in_the_place_of_a_folder_is_refused(small: Path) -> None:
    (small / "reports").touch()
    result = kbtool("check", "--output", "reports/report.json", cwd=small)
    refused(result, "reports/report.json: cannot be written: Not a directory", "name a file")


def test_an_output_in_the_place_of_a_folder_is_refused(small: Path) -> None:
    (small / "report.json").mkdir()
    result = kbtool("check", "--output", "report.json", cwd=small)
    refused(result, "report.json: cannot be written: Is a directory", "name a file")
    assert [path.name for path in small.iterdir() if path.name.startswith(".")] == []


@pytest.fixture
def guarded(project: Path) -> Iterator[Path]:
    """A project whose folders can be removed whatever a test forbids."""
    yield project
    for folder in (project, project / "kb" / "derivations", project / "shapes"):
        folder.chmod(0o755)


def as_mere_user(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run kbtool as someone whom permissions bind: root without the capability to override them."""
    if os.geteuid() != 0:
        return kbtool(*arguments, cwd=cwd)
    if shutil.which("setpriv") is None:
        pytest.skip("runs as root, and there is no setpriv to give the privileges up")
    capabilities = "-dac_override,-dac_read_search"
    return kbtool(*arguments, cwd=cwd, within=["setpriv", f"--bounding-set={capabilities}"])


@pytest.mark.parametrize("folder", ["kb/derivations", "shapes"])
def test_a_folder_without_permission_is_refused(guarded: Path, folder: str) -> None:
    (guarded / folder).chmod(0)
    refused(
        as_mere_user("check", cwd=guarded),
        f"{folder}: cannot be read: Permission denied",
        "give yourself permission",
    )


@pytest.mark.parametrize("file", [EXTRA, OTHER])
def test_a_file_without_permission_is_refused(guarded: Path, file: str) -> None:
    (guarded / file).touch()
    (guarded / file).chmod(0)
    refused(
        as_mere_user("check", cwd=guarded),
        f"{file}: cannot be read: Permission denied",
        "you may read it",
    )


def test_an_output_in_a_folder_without_permission_is_refused(small: Path) -> None:
    small.chmod(0o555)
    try:
        result = as_mere_user("check", "--output", "report.json", cwd=small)
    finally:
        small.chmod(0o755)
    refused(result, "report.json: cannot be written: Permission denied", "you may write to")
