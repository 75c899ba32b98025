"""Starts the MBIM emulator for a test, and controls and queries it through its control API.

    import mbim_emulator

    with mbim_emulator.start("--profile", "sim-pin", seed=42) as emulator:
        run_my_program(emulator.socket)
        emulator.change("eject-sim")
        emulator.journal.once("CONNECT", operation="set")

The tool is the argument tool, or else the environment variable MBIM_EMULATOR (a path, or a command with arguments), or else mbim-emulator on the PATH.
All endpoints are in a private folder that is removed with the emulator. MBIM_EMULATOR_SEED overrides seed. Every error is an
EmulatorError that describes the problem. Standard library only; Unix. MIT licence, see LICENSE.
"""

import http.client
import json
import os
import shlex
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.parse

__all__ = ["Emulator", "EmulatorError", "Journal", "JournalError", "start"]


class EmulatorError(Exception):
    """The emulator did not start, refused a request, or its journal does not meet an expectation (see JournalError)."""


class JournalError(EmulatorError, AssertionError):
    """The journal does not meet an expectation."""


def start(*arguments, tool=None, seed=0, modem="modem0", timeout=60):
    """Starts an emulator with one modem and returns an Emulator once its endpoints accept connections.

    arguments: additional options of "mbim-emulator run", such as "--profile", "sim-pin" or "--scenario", "FILE".
    """
    command = _command(tool)
    seed = int(os.environ.get("MBIM_EMULATOR_SEED") or seed)
    folder = tempfile.mkdtemp(prefix="mbim-")
    ready = os.path.join(folder, "ready.json")
    log = open(os.path.join(folder, "log"), "w+b")
    try:
        process = subprocess.Popen(
            [*command, "run", "--name", modem, "--seed", str(seed), "--ready-file", ready,
             "--socket", os.path.join(folder, "modem"), "--service-socket", os.path.join(folder, "service"),
             "--proxy", os.path.join(folder, "proxy"), "--control", os.path.join(folder, "control"), *arguments],
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
    except OSError as error:
        log.close()
        shutil.rmtree(folder)
        raise EmulatorError(f"'{command[0]}' cannot be started: {error}") from error
    emulator = Emulator(process, folder, log, modem, seed)
    try:
        emulator._wait(ready, timeout)
    except BaseException:
        emulator.stop()
        raise
    return emulator


class Emulator:
    """A running emulator. A context manager; pid, seed, and the paths of its endpoints are attributes."""

    def __init__(self, process, folder, log, modem, seed):
        self._process = process
        self._folder = folder
        self._log = log
        self.modem = modem
        self.seed = seed
        self.pid = process.pid
        self.socket = os.path.join(folder, "modem")
        self.service_socket = os.path.join(folder, "service")
        self.proxy = os.path.join(folder, "proxy")
        self.control = os.path.join(folder, "control")
        self.ready = {}
        self.journal = Journal(self)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    @property
    def environment(self):
        """os.environ with the endpoints, as "mbim-emulator run -- COMMAND" sets them for its command."""
        return {**os.environ, "MBIM_EMULATOR_SOCKET": self.socket, "MBIM_EMULATOR_PROXY": self.proxy,
                "MBIM_EMULATOR_SERVICE_SOCKET": self.service_socket}

    def log(self):
        """The emulator's output so far."""
        with open(os.path.join(self._folder, "log"), encoding="utf-8", errors="replace") as file:
            return file.read()

    def state(self):
        """The modem's state, as a dict."""
        return self.request("GET", f"/modems/{self.modem}")

    def change(self, name, *arguments):
        """Makes a change to the modem, such as change("signal", 7); "mbim-emulator ctl" and GET /changes list the changes."""
        return self.request("POST", f"/modems/{self.modem}/changes/{_quote(name)}", {"arguments": [str(each) for each in arguments]})

    def add_fault(self, fault, **arguments):
        """Adds a fault of the library."""
        return self.request("POST", f"/modems/{self.modem}/faults", {"fault": fault, "arguments": {k: str(v) for k, v in arguments.items()}})

    def clear_faults(self):
        """Removes all rules."""
        return self.request("DELETE", f"/modems/{self.modem}/scenario")

    def request(self, method, path, body=None):
        """Sends a request to the control API and returns the JSON of the answer; raises an EmulatorError that describes the problem."""
        connection = _UnixConnection(self.control)
        try:
            headers = {} if body is None else {"Content-Type": "application/json"}
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except OSError as error:
            raise EmulatorError(f"{method} {path}: {error}; the modem's seed was {self.seed}") from error
        finally:
            connection.close()
        if answer.status >= 400:
            raise EmulatorError(f"{method} {path}: {answer.status} {text}; the modem's seed was {self.seed}")
        return json.loads(text) if text else None

    def stop(self):
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

    def _wait(self, ready, timeout):
        until = time.monotonic() + timeout
        while not os.path.exists(ready):
            if self._process.poll() is not None:
                raise EmulatorError(f"the emulator ended with {self._process.returncode}:\n{self.log()}")
            if time.monotonic() > until:
                raise EmulatorError(f"the emulator was not ready after {timeout} s:\n{self.log()}")
            time.sleep(0.005)
        with open(ready, encoding="utf-8") as file:
            self.ready = json.load(file)


class Journal:
    """The recorded traffic. Entries are dicts as returned by the control API."""

    def __init__(self, emulator):
        self._emulator = emulator

    def entries(self, kind=None, personal=False):
        """All entries, or those of a kind such as "message" or "fault"; personal data is masked unless requested."""
        found, start = [], 1
        while True:
            query = {"from": start, "limit": 1000, "personal": "true" if personal else "false"}
            if kind:
                query["kind"] = kind
            page = self._emulator.request("GET", "/journal?" + urllib.parse.urlencode(query))
            found += page["entries"]
            if page["next"] > page["last"]:
                return found
            start = page["next"]

    def query(self, cid, operation=None, **fields):
        """The host's commands with this CID (such as "CONNECT"), operation and fields."""
        return [entry for entry in self.entries("message", personal=True) if _matches(entry, cid, operation, fields)]

    def once(self, cid, operation=None, **fields):
        """Asserts that there is exactly one such command, and returns its entry."""
        return self.exactly(1, cid, operation, **fields)[0]

    def never(self, cid, operation=None, **fields):
        """Asserts that there is no such command."""
        self.exactly(0, cid, operation, **fields)

    def exactly(self, count, cid, operation=None, **fields):
        """Asserts that there are exactly count such commands, and returns their entries."""
        found = self.query(cid, operation, **fields)
        if len(found) != count:
            near = [_line(entry) for entry in self.query(cid)]
            wanted = " ".join([cid, operation or "", *(f"{k}={v}" for k, v in fields.items())])
            raise JournalError(f"expected {count} of {wanted}; found {len(found)}\n"
                               + ("commands with that CID:\n" + "\n".join(near) if near else "there was no command with that CID")
                               + f"\nMBIM_EMULATOR_SEED={self._emulator.seed} reproduces the run")
        return found


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=60)
        self._path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def _command(tool):
    given = tool or os.environ.get("MBIM_EMULATOR") or "mbim-emulator"
    return [given] if os.path.exists(given) else shlex.split(given)


def _matches(entry, cid, operation, fields):
    message = entry.get("message", {})
    return (message.get("type") == "COMMAND"
            and message.get("cid", {}).get("name", "").upper() == cid.upper()
            and (operation is None or message.get("commandType", {}).get("name", "").upper() == operation.upper())
            and all(_field(message.get("informationBuffer", {}), name) == str(value) for name, value in fields.items()))


def _field(buffer, name):
    value = next((each for key, each in buffer.items() if key.upper() == name.upper()), None)
    return str(value["name"] if isinstance(value, dict) and "name" in value else value)


def _line(entry):
    message = entry["message"]
    return f"#{entry['number']} {message['cid']['name']} {message['commandType']['name'].lower()} {json.dumps(message.get('informationBuffer', {}))}"


def _quote(text):
    return urllib.parse.quote(str(text), safe="")
