"""Starting an emulator, or using one that runs, and what can be done with it."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import tempfile
import time
from types import TracebackType
from typing import IO, Any, Optional, Union

from ._control import Control, EmulatorError, Json, milliseconds, quote
from ._journal import Journal, Verify
from ._parts import Capture, Clock, Faults, Scenario, source_of

__tracebackhide__ = True


class Emulator:
    """A running emulator, and one of its modems, whose name is modem. attach() and start() make it."""

    def __init__(self, control: Control, modem: str, files: Optional[str] = None) -> None:
        self._control = control
        self._files = files
        self.modem = modem
        path = f"/modems/{quote(modem)}"
        self._path = path
        self.journal = Journal(control)
        self.verify = Verify(control)
        self.scenario = Scenario(control, path)
        self.faults = Faults(control, path)
        self.clock = Clock(control)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.modem} at {self._control.address}>"

    def select(self, modem: str) -> Emulator:
        """The same emulator with another of its modems."""
        selected = Emulator(self._control, modem, self._files)
        selected.state()
        return selected

    def state(self) -> Json:
        """The modem's state, as GET /modems/{modem} describes it: state()["sim"]["readyState"]."""
        return self.request("GET", self._path)

    def sim_files(self) -> Json:
        """The files of the SIM as they are now, by their paths: sim_files()["files"]["usim/6f07"]["content"]; docs/card.md has the form."""
        return self.request("GET", self._path + "/sim-files")

    def status(self) -> str:
        """How far the modem has come, in a few words: "attached", "no SIM", "Pin1 required"."""
        return self.wait_for("accepting")

    def wait_for(self, stage: str = "ready", timeout: float = 30) -> str:
        """Waits until the modem is accepting, ready, registered, attached or connected, and returns its status.

        An EmulatorError at once if the present state excludes the stage without outside help, or after timeout seconds (at most 600) of real
        time. A virtual clock is moved as far as the modem's start needs.
        """
        body = {"stage": stage, "modem": self.modem, "timeout": milliseconds(timeout)}
        return str(self.request("POST", "/wait", body, timeout)["states"][self.modem])

    def change(self, name: str, *arguments: Any) -> str:
        """Makes a change to the modem, such as change("signal", 7), and says what was done; docs/scenarios.md lists the changes."""
        body = {"arguments": [str(each) for each in arguments]}
        return str(self.request("POST", f"{self._path}/changes/{quote(name)}", body)["done"])

    def capture(self, path: Union[str, os.PathLike[str]]) -> Capture:
        """Captures all modems during a "with" block: with emulator.capture("session.pcapng"): ...

        Of an emulator that was not started here, path is a new file's name in the folder of its --control-files.
        """
        return Capture(self._control, self._files, path)

    def sleep(self) -> None:
        """The host of the Mobile Broadband service goes to sleep."""
        self.request("POST", "/host/sleep")

    def resume(self) -> None:
        """The host of the Mobile Broadband service wakes up."""
        self.request("POST", "/host/resume")

    def request(self, method: str, path: str, body: Optional[Json] = None, wait: float = 0.0) -> Json:
        """Sends any request to the control API and returns the JSON of the answer; docs/control.md has all of them."""
        return self._control.request(method, path, body, wait)


class StartedEmulator(Emulator):
    """An emulator that start() has started. A context manager; pid, seed, and the paths of its endpoints are attributes."""

    def __init__(self, process: subprocess.Popen[bytes], folder: str, log: IO[bytes], modem: str, seed: int) -> None:
        self.control = os.path.join(folder, "control")
        super().__init__(Control(self.control), modem, os.path.join(folder, "files"))
        self._control.note = f"\nMBIM_EMULATOR_SEED={seed} reproduces the run"
        self._process = process
        self._folder = folder
        self._log = log
        self.seed = seed
        self.pid = process.pid
        self.socket = os.path.join(folder, "modem")
        self.service_socket = os.path.join(folder, "service")
        self.proxy = os.path.join(folder, "proxy")

        # The content of the ready file.
        self.ready: Json = {}

    def __enter__(self) -> StartedEmulator:
        return self

    def __exit__(self, kind: Optional[type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]) -> None:
        self.stop()

    @property
    def environment(self) -> dict[str, str]:
        """os.environ with the endpoints, as "mbim-emulator run -- COMMAND" sets them for its command."""
        return {**os.environ, "MBIM_EMULATOR_SOCKET": self.socket, "MBIM_EMULATOR_PROXY": self.proxy,
                "MBIM_EMULATOR_SERVICE_SOCKET": self.service_socket, "MBIM_EMULATOR_CONTROL": self.control}

    def log(self) -> str:
        """The emulator's output so far."""
        with open(os.path.join(self._folder, "log"), encoding="utf-8", errors="replace") as file:
            return file.read()

    def stop(self) -> int:
        """Stops the emulator and removes its folder; returns its exit status."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self._process.kill()
        status = self._process.wait()
        self._log.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        return status

    def _await(self, ready: str, timeout: float) -> None:
        until = time.monotonic() + timeout
        while not os.path.exists(ready):
            if self._process.poll() is not None:
                raise EmulatorError(f"The emulator ended with {self._process.returncode}:\n{self.log()}")
            if time.monotonic() > until:
                raise EmulatorError(f"The emulator was not ready after {timeout} s:\n{self.log()}")
            time.sleep(0.005)
        with open(ready, encoding="utf-8") as file:
            self.ready = json.load(file)


def start(
    *arguments: str, tool: Optional[str] = None, seed: int = 0, modem: str = "modem0", scenario: Union[str, os.PathLike[str], None] = None,
    wait_for: str = "ready", timeout: float = 120
) -> StartedEmulator:
    """Starts an emulator with one modem and returns it once the modem is ready, or as far as wait_for says (see Emulator.wait_for).

    arguments: additional options of "mbim-emulator run", such as "--profile", "sim-pin". With "--count", N the further modems are named like
    the first and are reached by select(). scenario: a built-in scenario, the path of a YAML file, or YAML text.
    """
    command = _command(tool)
    seed = int(os.environ.get("MBIM_EMULATOR_SEED") or seed)
    source = source_of(scenario) if scenario is not None else {}
    folder = tempfile.mkdtemp(prefix="mbim-")
    os.mkdir(os.path.join(folder, "files"))
    if "yaml" in source:
        scenario = os.path.join(folder, "scenario.yaml")
        with open(scenario, "w", encoding="utf-8") as file:
            file.write(source["yaml"])
    ready = os.path.join(folder, "ready.json")
    log = open(os.path.join(folder, "log"), "w+b")
    try:
        process = subprocess.Popen(
            [*command, "run", "--name", modem, "--seed", str(seed), "--ready-file", ready, "--wait-for", wait_for,
             "--socket", os.path.join(folder, "modem"), "--service-socket", os.path.join(folder, "service"),
             "--proxy", os.path.join(folder, "proxy"), "--control", os.path.join(folder, "control"),
             "--control-files", os.path.join(folder, "files"),
             *(() if scenario is None else ("--scenario", os.fspath(scenario))), *arguments],
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
    except OSError as error:
        log.close()
        shutil.rmtree(folder)
        raise EmulatorError(
            f"'{command[0]}' cannot be started: {error}. Give its path as the argument tool or in MBIM_EMULATOR, or install mbim-emulator.") from error
    emulator = StartedEmulator(process, folder, log, modem, seed)
    try:
        emulator._await(ready, timeout)
    except BaseException:
        emulator.stop()
        raise
    return emulator


def attach(address: Optional[str] = None, token: Optional[str] = None, modem: Optional[str] = None) -> Emulator:
    """Uses an emulator that runs already: the control API at PATH, @NAME or HOST:PORT with its token.

    Without an address, the one that a command after "mbim-emulator run --" has in its environment. Without modem, its only modem.
    """
    address = address or os.environ.get("MBIM_EMULATOR_CONTROL")
    if not address:
        raise EmulatorError("There is no address, and no MBIM_EMULATOR_CONTROL in the environment.")
    control = Control(address, token or os.environ.get("MBIM_EMULATOR_CONTROL_TOKEN"))
    names = [each["name"] for each in control.request("GET", "/modems")["modems"]]
    if modem is None and len(names) != 1:
        raise EmulatorError(f"There are {len(names)} modems; name one of them: {', '.join(names[:10])}.")
    return Emulator(control, names[0]).select(modem or names[0])


def _command(tool: Optional[str]) -> list[str]:
    given = tool or os.environ.get("MBIM_EMULATOR") or "mbim-emulator"
    return [given] if os.path.exists(given) else shlex.split(given)
