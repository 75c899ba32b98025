#!/usr/bin/env python3
"""Does what a new user does: from a fresh clone and an empty HOME, runs the commands of README.md and of the documents, as they stand there, and times them.

    tests/FirstHour/first_hour.py                 every page
    tests/FirstHour/first_hour.py README.md       these pages alone (README.md first, if another page needs what it installs)
    tests/FirstHour/first_hour.py --list          what would be run, and what not, and why
    tests/FirstHour/first_hour.py --json FILE     the results as JSON too

A block of code whose language is sh is run; each section (##) is a shell of its own that starts in the clone. A block below a line that ends with a file's name in
backquotes and a colon is saved under that name first. In CI files (yaml), the lines of their steps are run. A block is not run when it says why in the line that
opens it: needs="..." names what a machine may lack, in words that the page's text has too; by="..." names the test's class, the script or the page that does the same.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from typing import Iterator

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Pages for those who change the emulator: their commands run where it has been built, with the HOME that has its packages.
OWN = {"CONTRIBUTING.md", "docs/fuzzing.md", "docs/stress.md", "docs/kernel-tests.md", "docs/mutation.md", "docs/modules.md"}
PAGES = ["README.md", "docs/*.md", "docs/faults/README.md", "scenarios/README.md", "clients/*/README.md", "samples/*/README.md", "src/*/README.md", "CONTRIBUTING.md"]
LIMIT = 900
COMMANDS = r"(\./(run|pack|test|test-kernel)|mbim-emulator|mbimcli|dotnet|pip|python3?|curl|usbip|docker|qemu-[a-z0-9_-]+|umockdev-run|unshare|modprobe|sharpfuzz)( |$)"
SERVER = re.compile(r"(\./run|mbim-emulator run|dotnet run (-c Release )?--project \S+ -- run)( (?!.* -- )[^&|>]*)?$")

# What stands for the reader's own program in the documents.
MY_TESTS = '#!/bin/sh\n[ -e "${MBIM_EMULATOR_SOCKET:-$MBIM_EMULATOR_PTY}" ] && echo tested\n'

# Runs before each section. A modem that a block starts for other commands of the same block ends with the block.
PRELUDE = r"""
set -eo pipefail
serve() {
  local log; log=$(mktemp)
  sleep 3600 | "$@" >"$log" 2>&1 &
  served+=($!)
  for ((i = 0; i < 3000; i++)); do
    if grep -q '^Seed ' "$log"; then return 0; fi
    if ! kill -0 $! 2>/dev/null; then break; fi
    sleep 0.1
  done
  echo "it did not start: $*" >&2; cat "$log" >&2; return 1
}
end_served() {
  local pid
  for pid in "${served[@]}"; do kill "$pid" 2>/dev/null || true; done
  # What keeps their standard input open.
  pkill -P $$ -x sleep 2>/dev/null || true
  for pid in "${served[@]}"; do wait "$pid" 2>/dev/null || true; done
  served=()
}
served=()
trap end_served EXIT
"""


@dataclass
class Block:
    page: str
    line: int
    section: str
    language: str
    attributes: dict[str, str]
    text: str
    file: str | None

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"


@dataclass
class Result:
    place: str
    outcome: str
    seconds: float = 0
    detail: str = ""
    commands: list[str] = field(default_factory=list)


def blocks_of(page: str) -> Iterator[Block]:
    section, before = "", ""
    opened: Block | None = None
    text: list[str] = []
    for number, line in enumerate((ROOT / page).read_text().splitlines(), 1):
        if opened is None and line.startswith("```"):
            words = shlex.split(line[3:])
            name = re.search(r"`([\w/-]*\.[\w./-]+)`:$", before)
            opened = Block(page, number, section, words[0] if words else "", dict(word.split("=", 1) for word in words[1:]), "", name[1] if name else None)
            text = []
        elif opened is not None and line.startswith("```"):
            opened.text = "\n".join(text) + "\n"
            yield opened
            opened, before = None, ""
        elif opened is not None:
            text.append(line)
        elif line.startswith("    ") and re.match(COMMANDS, line[4:]):
            yield Block(page, number, section, "", {}, line[4:] + "\n", None)
        elif line.startswith("## "):
            section = line[3:]
        if opened is None and line.strip() and not line.startswith("```"):
            before = line


def mistakes_of(block: Block) -> Iterator[str]:
    if block.language not in ("sh", "text") and re.match(COMMANDS, block.text):
        yield "begins with a command: make it a ```sh block, which is run, or say in its first line why it is not"
    if unknown := set(block.attributes) - {"needs", "by"}:
        yield f"has {', '.join(unknown)}; expected needs=\"...\" or by=\"...\""
    if need := block.attributes.get("needs"):
        text = re.sub(r"```sh .*|\s+", " ", (ROOT / block.page).read_text())
        if re.sub(r"\s+", " ", need) not in re.sub(r" +", " ", text):
            yield f"needs \"{need}\", but the page's text does not say so"
    if by := block.attributes.get("by"):
        if not (ROOT / by).is_file() and not any(re.search(rf"\bclass {by}\b", file.read_text()) for file in (ROOT / "tests").rglob("*.cs") if "obj" not in file.parts):
            yield f"is said to be done by {by}, which is neither a test nor a file"


def commands_of(block: Block) -> list[str]:
    """The lines of a block, those of one command joined."""
    if block.language == "sh":
        return [line for line in re.sub(r"\\\n\s*", "", block.text).splitlines() if line.strip()]
    commands: list[str] = []
    indent: int | None = None
    for line in block.text.splitlines():
        depth = len(line) - len(line.lstrip())
        step = re.match(r"\s+(- )?(run|script|before_script):\s*(.*)$", line)
        if step:
            indent = depth + len(step[1] or "")
            if step[3] and step[3] != "|":
                commands.append(step[3])
        elif indent is not None and depth > indent:
            commands.append(re.sub(r"^- ", "", line.strip()))
        else:
            indent = None
    return commands


def is_tried(block: Block) -> bool:
    return not block.attributes and (block.language == "sh" and block.file is None or block.language == "yaml" and block.file is not None and re.search(r"/workflows/|gitlab", block.file) is not None)


class Hour:
    """A fresh clone, an empty HOME, and what was done there."""

    def __init__(self, work: pathlib.Path) -> None:
        self.work = work
        self.clone = work / "mbim-emulator"
        self.done: set[str] = set()
        for folder in ("home", "tmp"):
            (work / folder).mkdir()
        if (ROOT / ".git").exists():
            subprocess.run(["git", "clone", "--quiet", str(ROOT), str(self.clone)], check=True)
        else:
            shutil.copytree(ROOT, self.clone, ignore=shutil.ignore_patterns("bin", "obj", "artifacts", ".cache"))
            subprocess.run("git init --quiet && git add --all", shell=True, cwd=self.clone, check=True)
        inherited = {name: value for name, value in os.environ.items() if not re.match(r"MBIM_|DOTNET_(CLI_HOME|ROOT)|NUGET_PACKAGES|XDG_|Configuration|Version", name)}
        self.own = inherited | {
            "TMPDIR": str(work / "tmp"), "PATH": f"/usr/local/bin:/usr/bin:/usr/sbin:/bin:/sbin:{inherited['PATH']}:{work / 'home/.dotnet/tools'}",
            "DOTNET_CLI_TELEMETRY_OPTOUT": "1", "DOTNET_NOLOGO": "1", "DOTNET_SKIP_FIRST_TIME_EXPERIENCE": "1", "MSBUILDDISABLENODEREUSE": "1",
        }
        self.environment = self.own | {"HOME": str(work / "home")}

    def tidy(self) -> None:
        """Makes the clone fresh for another page; what was built and installed stays."""
        subprocess.run(["git", "clean", "-ffdq"], cwd=self.clone, check=True)
        (self.clone / "my-tests").write_text(MY_TESTS)
        (self.clone / "my-tests").chmod(0o755)

    def run(self, section: list[Block]) -> Iterator[Result]:
        """Runs a section in one shell."""
        script = [PRELUDE]
        tried = []
        for number, block in enumerate(section):
            if block.file and block.language != "yaml":
                script.append(f"cat >{shlex.quote(block.file)} <<'END-OF-FILE'\n{block.text}END-OF-FILE")
            elif is_tried(block):
                tried.append(Result(block.place, "not reached", commands=commands_of(block)))
                script += [f"echo '>>> {len(tried) - 1} begins' >&3", *self.lines(block), "end_served", f"echo '>>> {len(tried) - 1} ends' >&3"]
        if not tried:
            return
        # CI files begin beside the clone.
        is_beside = any(block.language == "yaml" and is_tried(block) for block in section)
        is_own = section[0].page in OWN
        folder = self.work if is_beside else ROOT if is_own else self.clone
        command = ["bash", str(self.work / "section.sh")]
        if any("@mbim-proxy" in block.text for block in section):
            # The abstract name of mbim-proxy is one for each network namespace.
            command = ["unshare", "-n" if os.geteuid() == 0 else "-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", *command]
        (self.work / "section.sh").write_text("\n".join(script))
        yield from self.follow(command, folder, self.own if is_own else self.environment, tried)

    def lines(self, block: Block) -> Iterator[str]:
        for command in commands_of(block):
            # What is installed is installed once. CI's machines have what apt-get would install.
            key = command.replace("mbim-emulator/", "./", 1).replace("/./", "/").strip()
            if key in self.done or re.match(r"(sudo )?apt-get ", key):
                continue
            if re.match(r"(\./pack|dotnet nuget|dotnet tool)", key):
                self.done.add(key)
            yield f"serve {command}" if SERVER.match(command) else command

    def follow(self, command: list[str], folder: pathlib.Path, environment: dict[str, str], tried: list[Result]) -> Iterator[Result]:
        reader, writer = os.pipe()
        with tempfile.TemporaryFile("w+", errors="replace") as output, os.fdopen(reader) as marks:
            process = subprocess.Popen(
                ["timeout", "--kill-after=10", str(LIMIT), "sh", "-c", f'exec "$@" 3>&{writer} {writer}>&-', "sh", *command], cwd=folder, env=environment,
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, pass_fds=[writer])
            os.close(writer)
            for mark in marks:
                _, number, what = mark.split()
                result = tried[int(number)]
                if what == "begins":
                    result.outcome, result.seconds = "FAILED", -time.monotonic()
                    output.seek(0, os.SEEK_END)
                    start = output.tell()
                else:
                    result.outcome = "ok"
                    result.seconds += time.monotonic()
                    yield result
            process.wait()
            for result in tried:
                if result.outcome != "ok":
                    if result.outcome == "FAILED":
                        result.seconds += time.monotonic()
                        output.seek(start)
                        result.detail = output.read()[-4000:] + f"\nexit status {process.returncode}"
                    yield result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", metavar="PAGE")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE")
    arguments = parser.parse_args()
    known = [str(file.relative_to(ROOT)) for pattern in PAGES for file in sorted(ROOT.glob(pattern))]
    if strange := [page for page in arguments.pages if page not in known]:
        parser.error(f"{strange[0]}: no page; expected one of {', '.join(known)}")

    blocks = [block for page in arguments.pages or known for block in blocks_of(page)]
    results = [Result(block.place, "FAILED", detail=mistake) for block in blocks for mistake in mistakes_of(block)]
    if arguments.list:
        for block in blocks:
            if block.language == "sh" or is_tried(block):
                what = ", ".join(f"{name}: {value}" for name, value in block.attributes.items())
                print(f"{block.place}: {what or ('run' if is_tried(block) else f'saved as {block.file}')}")
    else:
        work = pathlib.Path(tempfile.mkdtemp(prefix="hour-"))
        try:
            hour = Hour(work)
            page = ""
            sections = {(block.page, block.section): [other for other in blocks if (other.page, other.section) == (block.page, block.section)] for block in blocks}
            for section in sections.values():
                if section[0].page != page:
                    page = section[0].page
                    hour.tidy()
                for result in hour.run(section):
                    print(f"first hour: {result.outcome:4} {result.seconds:6.1f} s  {result.place}  {result.commands[0][:100] if result.commands else ''}", flush=True)
                    results.append(result)
        finally:
            shutil.rmtree(work, ignore_errors=True)
        for block in blocks:
            for name, value in block.attributes.items():
                print(f"first hour: not run: {block.place} ({name}: {value})")
    failed = [result for result in results if result.outcome != "ok"]
    for result in failed:
        print(f"first hour: {result.outcome} {result.place}\n{result.detail}")
    if arguments.json:
        arguments.json.write_text(json.dumps([result.__dict__ for result in results], indent=2))
    print(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
