"""What the commands print, write and exit with; the stages are replaced by ones that read plain files."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from sdkwright.cli import main

from tests.functional import cli_worker

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

FILES = {"README.md": "one\ntwo\n", "src/a.py": "x  =  1"}


class Result(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self.out)
        return loaded


class Shell:
    """A working directory to run `sdkwright` in."""

    def __init__(self, path: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.path, self.capture = path, capture

    def describe(self, name: str = "sdkwright.yml", **data: object) -> None:
        (self.path / name).parent.mkdir(exist_ok=True)
        (self.path / name).write_text(json.dumps({"files": FILES} | data))

    def run(self, line: str) -> Result:
        self.capture.readouterr()
        with pytest.raises(SystemExit) as exit_info:
            main(shlex.split(line))
        assert isinstance(exit_info.value.code, int)
        shown = self.capture.readouterr()
        return Result(exit_info.value.code, shown.out, shown.err)

    def read(self, path: str) -> str:
        return (self.path / "generated" / path).read_text()


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    modules: dict[str, ModuleType] = {}
    cli_worker.install(modules)
    for name, module in modules.items():
        monkeypatch.setitem(sys.modules, name, module)
    # Modules that took names out of the real ones must take them anew.
    for name in [name for name in sys.modules if name.startswith("sdkwright.cli.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.chdir(tmp_path)
    shell = Shell(tmp_path, capsys)
    shell.describe()
    return shell


class TestGenerate:
    def test_writes_formatted_files_and_reports(self, shell: Shell) -> None:
        result = shell.run("generate")
        assert result == (
            0,
            "created  generated/python/README.md\n"
            "created  generated/python/src/a.py\n"
            "python in generated/python: 2 created, 0 unchanged\n",
            "",
        )
        assert shell.read("python/src/a.py") == "x = 1\n"
        assert shell.run("generate").out == "python in generated/python: 2 unchanged\n"

    def test_json(self, shell: Shell) -> None:
        shell.run("generate")
        shell.describe(files={"README.md": "1", "new": "1"}, findings=[["SW101", "odd"]])
        result = shell.run("generate --json")
        assert (result.status, result.err) == (0, "")
        assert result.data["targets"] == [
            {
                "name": "python",
                "directory": "generated/python",
                "created": ["new"],
                "changed": ["README.md"],
                "deleted": ["src/a.py"],
                "unchanged": [],
                "merged": [],
                "kept": [],
            }
        ]
        assert result.data["ok"] is True
        assert result.data["counts"] == {"error": 0, "warning": 1, "note": 0}
        assert [found["message"] for found in result.data["diagnostics"]] == ["odd"]
        assert "seconds" not in result.data
        assert shell.run("generate --json --verbose").data["seconds"]["total"] > 0

    def test_dry_run_writes_nothing(self, shell: Shell) -> None:
        result = shell.run("generate --dry-run")
        assert result.out.endswith("python in generated/python: would be: 2 created, 0 unchanged\n")
        assert not (shell.path / "generated").exists()

    def test_errors_write_nothing(self, shell: Shell) -> None:
        shell.run("generate")
        shell.describe(files={"README.md": "2"}, findings=[["SW013", "reference to nowhere"]])
        result = shell.run("generate")
        assert result.status == 1
        assert result.out == ""
        assert "error SW013 reference to nowhere" in result.err
        assert result.err.endswith("nothing was written\n")
        assert shell.read("python/README.md") == FILES["README.md"]

    def test_edits_stop_the_run_until_told_what_to_do(self, shell: Shell) -> None:
        shell.run("generate")
        (shell.path / "generated/python/README.md").write_text("mine\n")
        result = shell.run("generate")
        assert (result.status, result.out) == (1, "")
        assert "generated/python/README.md error SW504 was edited by hand" in result.err
        assert "--merge" in result.err
        assert shell.run("generate --merge").out.endswith("2 unchanged (1 with custom code)\n")
        assert shell.read("python/README.md") == "mine\n"
        assert shell.run("generate --overwrite").status == 0
        assert shell.read("python/README.md") == FILES["README.md"]

    def test_no_target_is_written_when_one_is_refused(self, shell: Shell) -> None:
        (shell.path / "generated" / "docs").mkdir(parents=True)
        (shell.path / "generated" / "docs" / "README.md").write_text("mine")
        assert shell.run("generate python docs").status == 1
        assert not (shell.path / "generated" / "python").exists()

    def test_output_and_spec_can_be_chosen(self, shell: Shell) -> None:
        shell.describe("other.json", files={"b": "2"})
        assert shell.run("generate docs docs --spec other.json --output out").status == 0
        assert (shell.path / "out/docs/b").read_text() == "2"
        assert [path.name for path in (shell.path / "out").iterdir()] == ["docs"]

    @pytest.mark.parametrize("name", ["sdkwright.yml", "stainless.yml", "spec/sdkwright.yml", "spec/stainless.yml"])
    def test_config_is_found(self, shell: Shell, name: str) -> None:
        (shell.path / "sdkwright.yml").unlink()
        shell.describe(name)
        assert shell.run("generate").status == 0

    def test_dump(self, shell: Shell) -> None:
        result = shell.run("generate --dump api")
        assert (result.status, result.data) == (0, {"stage": "api", "files": FILES})
        assert not (shell.path / "generated").exists()
        shell.describe(findings=[["SW013", "bad"]])
        assert shell.run("generate --dump api").status == 1

    def test_output_that_cannot_be_made(self, shell: Shell) -> None:
        (shell.path / "file").write_text("")
        result = shell.run("generate --output file/below")
        assert (result.status, result.out) == (1, "")
        assert "error SW511" in result.err

    def test_long_lists_are_cut(self, shell: Shell) -> None:
        shell.describe(files={f"f{number:03}": "1" for number in range(30)})
        assert "… and 10 more (--verbose lists them)\n" in shell.run("generate --dry-run").out
        assert "created  generated/python/f029\n" in shell.run("generate --verbose").out

    def test_into_is_the_folder_of_the_target_itself(self, shell: Shell) -> None:
        assert shell.run("generate python --into here").out.endswith("python in here: 2 created, 0 unchanged\n")
        assert shell.run("check python --into here").status == 0
        assert "exclude each other" in shell.run("generate python --into here --output there").err


class TestCheck:
    def test_up_to_date(self, shell: Shell) -> None:
        shell.run("generate")
        assert shell.run("check") == (0, "up to date\n", "")
        assert shell.run("check --json").data["drift"] is False

    def test_drift_is_shown_and_nothing_written(self, shell: Shell) -> None:
        shell.run("generate")
        shell.describe(files=FILES | {"README.md": "one\nTWO\n"})
        result = shell.run("check")
        assert result == (
            1,
            "--- a/generated/python/README.md\n+++ b/generated/python/README.md\n@@ -1,2 +1,2 @@\n one\n-two\n+TWO\n"
            "1 file differs from what would be generated: run `sdkwright generate` and commit the result\n",
            "",
        )
        assert shell.read("python/README.md") == FILES["README.md"]
        assert shell.run("generate").status == 0
        assert shell.run("check").status == 0

    def test_json_holds_the_diff(self, shell: Shell) -> None:
        for line in ("check --json", "check --format json"):
            result = shell.run(line)
            assert (result.status, result.data["ok"], result.data["drift"]) == (1, False, True)
            assert result.data["targets"][0]["created"] == ["README.md", "src/a.py"]
            assert result.data["targets"][0]["diff"].startswith("--- /dev/null\n+++ b/generated/python/README.md\n")

    def test_annotations(self, shell: Shell) -> None:
        shell.run("generate")
        shell.describe(files=FILES | {"README.md": "1"}, findings=[["SW101", "odd"]])
        lines = shell.run("check --format github").out.splitlines()
        assert lines[0].startswith("::warning title=SW101")
        assert lines[1].startswith("::error file=generated/python/README.md,title=drift::would be changed")

    def test_edit_is_told_apart_from_drift(self, shell: Shell) -> None:
        shell.run("generate")
        (shell.path / "generated/python/README.md").write_text("mine\n")
        result = shell.run("check")
        assert result.status == 1
        assert "-mine" in result.out
        assert result.out.endswith("to keep the edits, or --overwrite to discard them\n")

    def test_missing_manifest_is_drift(self, shell: Shell) -> None:
        shell.run("generate")
        (shell.path / "generated/python/.sdkwright/manifest.json").unlink()
        assert shell.run("check").status == 1
        assert "manifest.json" in shell.run("check --format github").out

    def test_long_diffs_are_cut(self, shell: Shell) -> None:
        files = {f"f{number:02}": "line\n" * 100 for number in range(10)}
        shell.describe(files=files)
        result = shell.run("check")
        assert result.out.count("+line") < 400
        assert "… 23 more lines of generated/python/f00\n" in result.out
        assert "… created generated/python/f09\n" in result.out
        assert "--full prints the whole diff\n" in result.out
        assert shell.run("check --full").out.count("+line\n") == 1000

    def test_control_characters_never_reach_a_terminal(self, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
        shell.describe(files={"README.md": "\x1b]0;owned\x07\n"})
        assert "+\x1b]0;owned" in shell.run("check").out
        monkeypatch.setenv("FORCE_COLOR", "1")
        assert "+\\x1b]0;owned\\x07" in shell.run("check").out


class TestLint:
    def test_nothing_found(self, shell: Shell) -> None:
        assert shell.run("lint") == (0, "nothing to report\n", "")

    @pytest.mark.parametrize(("code", "status"), [("SW013", 1), ("SW101", 0)])
    def test_status_tells_whether_there_are_errors(self, shell: Shell, code: str, status: int) -> None:
        shell.describe(findings=[[code, "here it is"]])
        result = shell.run("lint")
        assert (result.status, result.err) == (status, "")
        assert f"{code} here it is" in result.out
        for style in ("json", "sarif", "github"):
            result = shell.run(f"lint --format {style}")
            assert result.status == status
            assert "here it is" in result.out
        assert shell.run("lint --json").data["ok"] is not bool(status)
        assert shell.run("lint --format sarif").data["version"] == "2.1.0"


class TestUsage:
    @pytest.mark.parametrize(
        "line",
        [
            "generate --merge --overwrite",
            "generate --nope",
            "generate --dump nonsense",
            "generate --config missing.yml",
            "generate nonsense",
            "check --format sarif",
            "nonsense",
        ],
    )
    def test_wrong_usage(self, shell: Shell, line: str) -> None:
        result = shell.run(line)
        assert (result.status, result.out) == (2, "")
        assert "Error: " in result.err
        assert shell.run(f"{line} --json").data["error"]["kind"] == "usage"

    def test_no_config(self, shell: Shell) -> None:
        (shell.path / "sdkwright.yml").unlink()
        result = shell.run("generate")
        assert result.status == 2
        assert "no config found" in result.err

    @pytest.mark.parametrize("command", ["", "generate", "check", "lint", "schema"])
    def test_help_documents_the_exit_statuses(self, shell: Shell, command: str) -> None:
        result = shell.run(f"{command} --help")
        assert result.status == 0
        for status in ("0  ", "1  ", "2  ", "70  ", "130  "):
            assert f"\n    {status}" in result.out

    def test_version(self, shell: Shell) -> None:
        assert shell.run("--version").out.startswith("sdkwright ")

    def test_schema(self, shell: Shell) -> None:
        result = shell.run("schema")
        assert (result.status, result.data["title"]) == (0, "sdkwright config")
        assert shell.run("schema --json").out == result.out


class TestBug:
    def test_message_tells_what_to_do(self, shell: Shell) -> None:
        shell.describe(do="crash")
        result = shell.run("generate")
        assert (result.status, result.out) == (70, "")
        assert "ZeroDivisionError: the pipeline broke" in result.err
        assert "report" in result.err
        assert "Traceback" not in result.err
        assert len(result.err.splitlines()) < 20

    @pytest.mark.parametrize("command", ["generate", "check"])
    def test_nothing_without_a_reason_is_one(self, shell: Shell, command: str) -> None:
        shell.describe(do="nothing")
        assert shell.run(command).status == 70

    def test_traceback_on_demand(self, shell: Shell) -> None:
        shell.describe(do="crash")
        assert "Traceback" in shell.run("generate --debug").err
        assert shell.run("generate --json").data["error"]["kind"] == "bug"


def test_colour_obeys_the_environment(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in shell.run("check").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[32m" in shell.run("check").out
    assert "\x1b" not in shell.run("check --json").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in shell.run("check").out


def test_heavy_modules_are_not_imported_for_help() -> None:
    program = "import sys; from sdkwright.cli import main\ntry: main(['--help'])\nfinally: print(*sys.modules)"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "sdkwright.cli.app" in loaded
    assert not loaded & {"jinja2", "pydantic", "yaml", "rich", "httpx", "subprocess"}
    assert not loaded & {"sdkwright.write", "sdkwright.config", "sdkwright.diagnostics"}
