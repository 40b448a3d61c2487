"""The commands and their options. What they do is imported when they run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from . import status
from .options import common_options, find_project, project_options, reading_options

if TYPE_CHECKING:
    from .terminal import Terminal

STAGES = ("document", "config", "api", "names", "package", "files")


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=status.HELP,
    no_args_is_help=True,
)
@click.version_option(package_name="sdkwright", message="%(prog)s %(version)s")
@common_options
def app() -> None:
    """Turn an OpenAPI document and a config into an SDK, and keep it true to the document."""


@app.command(epilog=status.HELP)
@project_options
@click.option("--dry-run", is_flag=True, help="Tell what would change; write nothing.")
@click.option("--dump", type=click.Choice(STAGES), help="Print this stage's result as JSON instead; write nothing.")
@click.option("--merge", is_flag=True, help="Keep edits made by hand in generated files, by a three-way merge.")
@click.option("--overwrite", is_flag=True, help="Discard edits made by hand, and replace files that are in the way.")
@click.option("-v", "--verbose", is_flag=True, help="List every file, and the seconds that each stage took.")
@common_options
@click.pass_obj
def generate(
    terminal: Terminal,
    config: Path | None,
    spec: str | None,
    output: Path | None,
    targets: tuple[str, ...],
    *,
    no_config: bool,
    dry_run: bool,
    dump: str | None,
    merge: bool,
    overwrite: bool,
    verbose: bool,
) -> int:
    """Write what the document and the config describe.

    Each target's directory changes all at once or not at all, also when the run is killed. Generated files that were
    edited by hand stop the run unless --merge or --overwrite is given; files that sdkwright did not write are left
    alone.
    """
    if merge and overwrite:
        raise click.UsageError("--merge and --overwrite exclude each other")
    project = find_project(config, spec, output, targets, no_config=no_config)
    if dump is not None:
        from .dumping import run_dump

        return run_dump(project, terminal, stage=dump)
    from .generating import run_generate

    edits = "merge" if merge else "overwrite" if overwrite else "refuse"
    return run_generate(project, terminal, on_edit=edits, dry_run=dry_run, verbose=verbose)


@app.command(epilog=status.HELP, short_help="Tell whether what is on disk is what would be generated.")
@project_options
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How to print what differs.",
)
@click.option("--full", is_flag=True, help="Print the whole diff, however long.")
@click.option("-v", "--verbose", is_flag=True, help="Print the seconds that each stage took.")
@common_options
@click.pass_obj
def check(
    terminal: Terminal,
    config: Path | None,
    spec: str | None,
    output: Path | None,
    targets: tuple[str, ...],
    *,
    no_config: bool,
    style: Literal["text", "json", "github"],
    full: bool,
    verbose: bool,
) -> int:
    """Compare what is on disk with what would be generated; print a diff and exit with 1 when they differ."""
    from .checking import run_check

    project = find_project(config, spec, output, targets, no_config=no_config)
    return run_check(project, terminal, style=style, full=full, verbose=verbose)


@app.command(epilog=status.HELP)
@project_options
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    help="How to print the findings.",
)
@common_options
@click.pass_obj
def lint(
    terminal: Terminal,
    config: Path | None,
    spec: str | None,
    output: Path | None,
    targets: tuple[str, ...],
    *,
    no_config: bool,
    style: Literal["text", "json", "sarif", "github"],
) -> int:
    """Print what is wrong with the document and the config, and what will be generated otherwise than it says."""
    from .linting import run_lint

    return run_lint(find_project(config, spec, output, targets, no_config=no_config), terminal, style=style)


@app.command(epilog=status.HELP, short_help="Write a config for a document, to start from.")
@click.argument("spec", metavar="FILE_OR_URL")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    metavar="FILE",
    help="The file to write; by default sdkwright.yml beside the document, or here if that is a URL. '-' prints it.",
)
@click.option("--force", is_flag=True, help="Replace the file if there is one.")
@click.option(
    "--like",
    metavar="SDK",
    help="Derive the config from this SDK: the folder of a package or of its project, or the name of an installed "
    "package. It is read, not imported.",
)
@common_options
@click.pass_obj
def init(terminal: Terminal, spec: str, output: Path | None, *, force: bool, like: str | None) -> int:
    """Write a config that says what is done without one: which resources and methods there are and what they are
    called, models, pages, credentials, servers. Edit it to change any of that.

    With --like, a config that says what a published SDK does; what cannot be told from it stands in the file as a
    comment that begins with a question mark."""
    from .initialising import run_init

    return run_init(spec, output, terminal, force=force, like=like)


@app.command(epilog=status.COMPARE_HELP, short_help="Tell whether a new SDK breaks code written against the old.")
@click.argument("old")
@click.argument("new")
@click.option("--markdown", is_flag=True, help="Print Markdown, for a pull request or a changelog.")
@click.option("-v", "--verbose", is_flag=True, help="List what does not break anything, too.")
@common_options
@click.pass_obj
def compare(terminal: Terminal, old: str, new: str, *, markdown: bool, verbose: bool) -> int:
    """Compare the public surfaces of two SDK packages, and tell which part of the version has to rise.

    OLD and NEW are the folder of a package (or of a project that holds one), or the name of an installed package. Their
    code is read, never run.
    """
    from .comparing import run_compare

    return run_compare(old, new, terminal, markdown=markdown, verbose=verbose)


@app.command(epilog=status.HELP, short_help="Serve a mock of the API.")
@click.argument("source", metavar="[SPEC_OR_CONFIG]", required=False)
@click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The config, where SPEC_OR_CONFIG is a document.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; other machines reach 0.0.0.0.")
@click.option("--port", type=click.IntRange(0, 65535), default=4010, show_default=True, help="0 takes a free one.")
@click.option("--stateful", is_flag=True, help="Keep what is created: list, page, update and delete it.")
@click.option(
    "--db",
    "database",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="An SQLite file to keep it in, in place of memory. Goes with --stateful.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Another one gives other values.")
@click.option("--no-auth", is_flag=True, help="Answer requests without credentials, too.")
@click.option("--fail", type=click.FloatRange(0, 1), default=0.0, metavar="RATE", help="The share of requests to fail.")
@click.option(
    "--latency", default="0", metavar="SECONDS", help="Seconds before each answer, or a range such as 0.1-0.5."
)
@click.option(
    "--pause", type=click.FloatRange(0, 60), default=0.02, show_default=True, help="Seconds between items of a stream."
)
@reading_options
@common_options
@click.pass_obj
def mock(
    terminal: Terminal,
    source: str | None,
    config: Path | None,
    *,
    host: str,
    port: int,
    stateful: bool,
    database: Path | None,
    seed: int,
    no_auth: bool,
    fail: float,
    latency: str,
    pause: float,
) -> int:
    """Answer requests as the document describes, until it is interrupted.

    Requests are held against the document. Answers are its examples, or values made from its schemas; a request chooses
    among them: `Prefer: code=404`, `example=NAME`, `dynamic=true`, `delay=SECONDS`. SPEC_OR_CONFIG is a document (a
    file or a URL) or a config; by default the config that other commands find.

    With --fail, requests get 500, 503 or 429 in place of their answer, or the connection is closed. Needs
    `pip install 'sdkwright[mock]'`.
    """
    from .mocking import Choices, run_mock

    choices = Choices(host, port, stateful, database, seed, not no_auth, fail, latency, pause)
    return run_mock(source, config, choices, terminal)


@app.command(epilog=status.HELP)
@common_options
@click.pass_obj
def schema(terminal: Terminal) -> int:
    """Print the JSON Schema of the config file, for editors."""
    import json

    from .schema import whole_schema

    terminal.print(json.dumps(whole_schema(), indent=2, ensure_ascii=False))
    return status.FINE
