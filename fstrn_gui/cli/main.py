"""The `fstrn` command: its subcommands, exit codes, and what is said when something fails.

0 done, 1 failed with one sentence on stderr, 2 usage, 130 interrupted. Each command lies in a
module of its own and imports torch and PyAV when it runs, so that `--help` is quick.
"""

import logging
import os
import sys
from enum import StrEnum
from importlib import import_module, metadata
from io import TextIOWrapper
from typing import Annotated, Any

import typer

from fstrn_gui.cli.console import fail, report_bug
from fstrn_gui.engine.cores import let_waiting_threads_sleep, lower_priority
from fstrn_gui.errors import FstrnError

COMMANDS = (
    *("upscale", "verify", "rerun"),
    *("measure", "evaluate", "models", "train", "doctor", "bench"),
)
"""Each is the function of that name in `fstrn_gui.cli.<name>`."""


class LogLevel(StrEnum):
    """How much is told on stderr of what happens."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def build_app() -> typer.Typer:
    """The command with all its subcommands."""
    app = typer.Typer(
        help="Make low-resolution video sharper with FSTRN, and measure the result.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(options)
    for name in COMMANDS:
        app.command(name)(command(name))
    app.add_typer(command("queue"), name="queue")
    return app


def command(name: str) -> Any:  # a function whose signature typer reads, or a typer of its own
    """What stands behind a subcommand."""
    return getattr(import_module(f"fstrn_gui.cli.{name}"), name)


def options(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            "-V",
            help="Print the version and stop.",
            is_eager=True,
            callback=lambda wanted: show_version(wanted=wanted),
        ),
    ] = False,
    verbose: Annotated[
        int,
        typer.Option("-v", count=True, help="Say more of what is done: -v how, -vv every detail."),
    ] = 0,
    log_level: Annotated[
        LogLevel | None, typer.Option(help="What is told on stderr.  [default: warning]")
    ] = None,
    low_priority: Annotated[
        bool, typer.Option("--low-priority", help="Let other programs on this computer go first.")
    ] = False,
) -> None:
    """Options of the command as a whole."""
    told = log_level or (LogLevel.WARNING, LogLevel.INFO, LogLevel.DEBUG)[min(verbose, 2)]
    handler = logging.StreamHandler()  # on stderr
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    ours = logging.getLogger("fstrn_gui")
    ours.handlers[:] = [handler]
    ours.setLevel(told.upper())
    if low_priority:
        lower_priority()


def show_version(*, wanted: bool) -> None:
    """Print the version and stop, where that is wanted."""
    if wanted:
        typer.echo(f"fstrn {metadata.version('fstrn-gui')}")
        raise typer.Exit


def main() -> None:
    """Run the command line and leave with its exit code."""
    os.environ.setdefault("SVT_LOG", "1")  # errors only: the encoder writes to our stderr
    sys.setswitchinterval(0.001)  # decoders wait for Python's lock once a call: let them in soon
    let_waiting_threads_sleep()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a name that the terminal cannot show is no failure
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command with `arguments`; the exit code. Typer answers wrong usage itself."""
    try:
        build_app()(arguments, prog_name="fstrn")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except FstrnError as error:
        fail(error)
    except BrokenPipeError:
        pass  # whoever read our output is gone: nothing is left to say
    except Exception as error:  # noqa: BLE001 - the last resort: a bug is reported, not shown
        report_bug(error)
    return 1
