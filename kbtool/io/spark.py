"""A session of Apache Spark: begun with what is installed, ended with the work, and its errors in one line."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kbtool.errors import InputError, LimitError
from kbtool.io.crew import WorkerEndedError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

JAVA = 17
"""The oldest Java that Spark 4 runs on."""
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')
_USUAL = {
    "spark.app.name": "kbtool check",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "OFF",
    # Each task answers once: a second try after a worker has ended, but no two at a time.
    "spark.task.maxFailures": "4",
}


def refuse_no_spark() -> None:
    """Refuse to go on where Spark cannot run.

    Raises:
        InputError: pyspark or Java is not installed, or Java is too old.
    """
    if find_spec("pyspark") is None:
        raise InputError(
            "--engine spark needs pyspark, which is not installed",
            help="pip install 'kbtool[spark]', with the Python that runs kbtool",
        )
    home = os.environ.get("JAVA_HOME")
    named = Path(home, "bin", "java") if home else None
    found = shutil.which(str(named) if named else "java")
    if found is None:
        where = f"JAVA_HOME names {home}, which has none" if home else "there is none on the PATH"
        raise InputError(
            f"--engine spark needs Java, and {where}",
            help=f"install Java {JAVA} (Debian: openjdk-{JAVA}-jre-headless), or name one in JAVA_HOME",
        )
    try:
        said = subprocess.run(
            [found, "-version"], capture_output=True, text=True, check=False, timeout=60
        ).stderr
    except (OSError, subprocess.SubprocessError) as error:
        raise InputError(
            f"Java does not run: {found}: {error}", help="name another in JAVA_HOME"
        ) from error
    version = _VERSION.search(said)
    if version is None or int(version[1]) < JAVA:
        has = f"is Java {version[1]}" if version else "does not say which Java it is"
        raise InputError(
            f"--engine spark needs Java {JAVA} or newer, and {found} {has}",
            help=f"install Java {JAVA} (Debian: openjdk-{JAVA}-jre-headless), and name it in JAVA_HOME",
        )


@contextmanager
def spark_session(settings: Mapping[str, str], workers: int) -> Iterator[SparkSession]:
    """A session for as long as work needs one; one that is there already is used, and left.

    Args:
        settings: settings of Spark; they go before those of its own files.
        workers: how many workers there are on this machine, where no setting names a cluster.

    Raises:
        InputError: Spark cannot run, or a setting is none that it takes.
    """
    refuse_no_spark()
    from pyspark import SparkConf
    from pyspark.sql import SparkSession

    there = SparkSession.getActiveSession()
    if there is not None:
        with _in_one_line():
            yield there
        return
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with _quiet(), _in_one_line():
        conf = SparkConf()
        for name, value in _USUAL.items():
            conf.setIfMissing(name, value)
        conf.setIfMissing("spark.master", f"local[{workers},4]")
        for name, value in settings.items():
            conf.set(name, value)
        session = SparkSession.builder.config(conf=conf).getOrCreate()
    try:
        with _in_one_line():
            yield session
    finally:
        session.stop()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Java from telling how it begins: what is wrong is told in one line."""
    if "KBTOOL_SPARK_LOG" in os.environ:
        yield
        return
    kept = os.dup(2)
    nothing = os.open(os.devnull, os.O_WRONLY)
    try:
        sys.stderr.flush()
        os.dup2(nothing, 2)
        yield
    finally:
        sys.stderr.flush()
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


@contextmanager
def _in_one_line() -> Iterator[None]:
    """Say what Spark raises in one line."""
    from py4j.protocol import Py4JError, Py4JJavaError, Py4JNetworkError
    from pyspark.errors import PySparkException

    try:
        yield
    except (Py4JNetworkError, ConnectionError) as error:
        raise WorkerEndedError(
            "Spark ended before the work did", help="nothing is passed off as the whole"
        ) from error
    except (Py4JJavaError, Py4JError, PySparkException) as error:
        raise told(str(error)) from error


_SENT = "kbtool-error:"


@contextmanager
def sent() -> Iterator[None]:
    """Within a task: let an error of kbtool reach who began the work as it is, through all that Spark says around it."""
    try:
        yield
    except InputError as error:
        said = {
            "message": error.message,
            "path": None if error.path is None else str(error.path),
            "line": error.line,
            "column": error.column,
            "help": error.help,
        }
        raise RuntimeError(_SENT + json.dumps(said)) from None


_ENDED = (
    "Python worker exited unexpectedly",
    "Python worker failed to connect",
    "ExecutorLostFailure",
    "MemoryError",
    "OutOfMemoryError",
    "heartbeat timed out",
    "ended without an answer",
)


def told(text: str) -> InputError:
    """What Spark says in many lines, as an error in one.

    Args:
        text: what it says.
    """
    own = re.search(re.escape(_SENT) + r"(\{.*\})", text)
    if own:
        return InputError(**json.loads(own[1]))
    missing = re.search(r"ModuleNotFoundError: No module named '([\w.]+)'", text)
    if missing:
        return InputError(
            f"a worker of Spark has no Python module {missing[1]}",
            help='send kbtool to the workers; docs/past-one-machine.md, "On Spark", says how',
        )
    if "MemoryError" in text or "OutOfMemoryError" in text:
        return LimitError(
            "a worker of Spark has too little memory; nothing is passed off as the whole",
            help="give workers more, with --spark spark.executor.memory=... and spark.executor.pyspark.memory=...",
        )
    if any(each in text for each in _ENDED):
        return WorkerEndedError(
            "a worker of Spark ended again and again without an answer; nothing is passed off as the whole",
            help="there may be too little memory: --spark spark.executor.memoryOverhead=2g gives workers more",
        )
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    cause = [line for line in lines if line.startswith("Caused by: ")]
    errors = [line for line in lines if re.match(r"^(?:: )?[\w.$]*(?:Exception|Error)\b", line)]
    said = (cause[-1:] or errors[:1] or lines[:1] or ["no reason"])[0]
    return InputError(
        f"Spark cannot do the work: {said.removeprefix('Caused by: ').removeprefix(': ')[:300]}",
        help="KBTOOL_SPARK_LOG=1 shows all that Spark says",
    )
