"""What is missing or wrong before Spark begins, or while it works: one clear line, exit code 2, and no finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import environment, kbtool
from example import two_articles
from kbtool.cli.on_spark import _address
from kbtool.errors import InputError, LimitError
from kbtool.io import spark
from kbtool.io.crew import WorkerEndedError
from kbtool.io.spark import refuse_no_spark, sent, told


@pytest.fixture
def with_pyspark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "find_spec", lambda _name: object())


def java(folder: Path, says: str) -> str:
    """A Java home whose java says something of itself."""
    program = folder / "bin" / "java"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho '{says}' >&2\n", encoding="utf-8")
    program.chmod(0o755)
    return str(folder)


def test_without_pyspark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "find_spec", lambda _name: None)
    with pytest.raises(InputError, match=r"needs pyspark.*pip install 'kbtool\[spark\]'"):
        refuse_no_spark()


@pytest.mark.usefixtures("with_pyspark")
def test_without_java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(InputError, match=r"needs Java, and there is none.*openjdk-17"):
        refuse_no_spark()
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(InputError, match=r"JAVA_HOME names .*, which has none"):
        refuse_no_spark()


@pytest.mark.parametrize(
    ("says", "why"),
    [
        ('openjdk version "11.0.20" 2023-07-18', "is Java 11"),
        ('java version "1.8.0_392"', "is Java 8"),
        ("something else", "does not say which Java it is"),
    ],
)
@pytest.mark.usefixtures("with_pyspark")
def test_another_java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, says: str, why: str) -> None:
    monkeypatch.setenv("JAVA_HOME", java(tmp_path, says))
    with pytest.raises(InputError, match=f"needs Java 17 or newer.*{why}"):
        refuse_no_spark()


@pytest.mark.usefixtures("with_pyspark")
def test_a_java_that_is_new_enough(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", java(tmp_path, 'openjdk version "21.0.1" 2023-10-17'))
    refuse_no_spark()


def test_an_error_of_a_worker_is_told_as_it_is() -> None:
    with pytest.raises(RuntimeError) as raised, sent():
        raise InputError('is "no" Turtle', path="kb/a.ttl", line=3, help="mend it")
    text = f"Job aborted\n  File x, in run\nRuntimeError: {raised.value}\n\tat org.apache.spark"

    assert str(told(text)) == 'kb/a.ttl:3: is "no" Turtle (help: mend it)'


@pytest.mark.parametrize(
    ("says", "kind", "line"),
    [
        (
            "ModuleNotFoundError: No module named 'kbtool'",
            InputError,
            "no Python module kbtool",
        ),
        (
            "SparkException: Python worker exited unexpectedly (crashed)",
            WorkerEndedError,
            "ended again",
        ),
        ("ExecutorLostFailure (executor 1 exited", WorkerEndedError, "ended again and again"),
        ("java.lang.OutOfMemoryError: Java heap space", LimitError, "too little memory"),
        ("a\nCaused by: java.io.EOFException: cut\nb", InputError, "EOFException: cut"),
    ],
)
def test_what_spark_says_becomes_one_line(says: str, kind: type[Exception], line: str) -> None:
    error = told(f"An error occurred while calling o1.\n: org.apache.spark.X\n{says}\n\tat y")
    assert type(error) is kind
    assert line in str(error)
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (("--engine", "spark", "--baseline", "x"), "--baseline and --engine spark do not go"),
        (("--engine", "spark", "--spark", "memory=4"), "'memory=4' is no setting"),
        (("--spark", "spark.master=yarn"), "--spark needs --engine spark"),
        (("--table", "x"), "--table needs --engine spark"),
    ],
)
def test_options_that_do_not_go_together(
    tmp_path: Path, options: tuple[str, ...], line: str
) -> None:
    root = two_articles(tmp_path)
    found = kbtool("check", *options, cwd=root)
    assert (found.returncode, found.stdout) == (2, "")
    assert line in found.stderr


def test_without_java_the_command_ends_with_2(tmp_path: Path) -> None:
    root = two_articles(tmp_path)
    variables = {**environment(), "JAVA_HOME": str(tmp_path)}
    found = kbtool("check", "--engine", "spark", cwd=root, env=variables)
    assert (found.returncode, found.stdout) == (2, "")
    assert "--engine spark needs" in found.stderr
    assert len(found.stderr.splitlines()) == 2


@pytest.mark.parametrize(
    "written",
    [
        "hdfs://cluster/claims",
        "s3a://bucket/a/b.nq",
        "file:///srv/claims",
        "articles/a.ttl",
        "/srv/a",
    ],
)
def test_an_address_is_passed_on_as_it_was_written(written: str) -> None:
    assert _address(Path(written)) == written
