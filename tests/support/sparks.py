"""A session of Spark on this machine, for as long as the tests of a module need it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kbtool.io.spark import spark_session

ROOT = Path(__file__).parents[2]

SMALL = {
    "spark.sql.shuffle.partitions": "2",
    "spark.default.parallelism": "2",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}


def need_spark() -> None:
    """Skip where pyspark or Java is not installed; where KBTOOL_SPARK is "required", fail."""
    missing = [] if importlib.util.find_spec("pyspark") else ["pyspark from PyPI"]
    missing += [] if shutil.which("java") else ["Java 17"]
    if missing:
        told = f"{' and '.join(missing)}: not installed, and tests on Spark need it"
        if os.environ.get("KBTOOL_SPARK") == "required":
            pytest.fail(told)
        pytest.skip(told)


@contextmanager
def small_session(master: str = "local[2,4]", **more: str) -> Iterator[Any]:
    """A session with few tasks, whose workers have this kbtool.

    Args:
        master: where its workers are.
        more: settings of Spark, with two underscores for a dot.
    """
    need_spark()
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(
        filter(None, (str(ROOT), str(ROOT / "tests" / "support"), before))
    )
    settings = {name.replace("__", "."): value for name, value in more.items()}
    try:
        with spark_session({**SMALL, "spark.master": master, **settings}, 2) as session:
            yield session
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


@dataclass(frozen=True)
class Ending:
    """Checks a batch, and before the first answer ends a process above the one that works, by its process id.

    Attributes:
        check: checks a batch.
        here: the process that begins the work, above which nothing is ended.
        marker: a file that is made when that has been done.
        above: how far above: 1 is the worker in Python, 3 what runs it in Java.
    """

    check: Any
    here: int
    marker: str
    above: int = 1

    def __call__(self, workspace: Any, cutter: Any) -> Any:
        found = self.check(workspace, cutter)
        if os.getpid() == self.here:
            return found
        try:
            os.close(os.open(self.marker, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return found
        pid = os.getpid()
        for _ in range(self.above):
            pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        os.kill(pid, signal.SIGKILL)
        return found


@dataclass(frozen=True)
class Failing:
    """Checks what every batch holds, and has too little memory for anything more.

    Attributes:
        check: checks a batch.
        here: the process that begins the work.
    """

    check: Any
    here: int

    def __call__(self, workspace: Any, cutter: Any) -> Any:
        if os.getpid() != self.here:
            raise MemoryError
        return self.check(workspace, cutter)
