"""Requests to the control API."""

from __future__ import annotations

import http.client
import json
import socket
import urllib.parse
from typing import Any, Optional

# pytest shows a failure at the line of the test, not in here.
__tracebackhide__ = True

Json = dict[str, Any]


class EmulatorError(Exception):
    """The emulator did not start, cannot be reached, or refused a request.

    problem is what the control API said (RFC 9457): title, detail, found, expected, nearest; empty when it said nothing.
    """

    def __init__(self, message: str, problem: Optional[Json] = None) -> None:
        super().__init__(message)
        self.problem: Json = problem or {}


# Shown in tracebacks under the name by which users know it.
EmulatorError.__module__ = "mbim_emulator"


class Control:
    """The control API of one emulator, at PATH, @NAME or HOST:PORT; the last needs the token."""

    def __init__(self, address: str, token: Optional[str] = None) -> None:
        self.address = address
        self.token = token

        # Appended to every error: how to see the failure again.
        self.note = ""

    def request(self, method: str, path: str, body: Optional[Json] = None, wait: float = 0.0) -> Json:
        """Sends a request and returns the JSON of the answer. wait is how long the emulator may take on purpose, in seconds."""
        connection = _Connection(self.address, 60.0 + wait)
        headers = {"Host": "localhost"} if connection.is_unix else {}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as error:
            raise EmulatorError(f"No emulator answers at {self.address} ({method} {path}): {error or type(error).__name__}{self.note}") from error
        finally:
            connection.close()
        if answer.status >= 400:
            problem = _object(text)
            raise EmulatorError(_text(problem) or f"{method} {path}: the emulator answered {answer.status}{self.note}", problem)
        return _object(text)


class _Connection(http.client.HTTPConnection):
    def __init__(self, address: str, timeout: float) -> None:
        self.is_unix = address.startswith("@") or "/" in address
        super().__init__("localhost" if self.is_unix else address, timeout=timeout)
        self._address = address

    def connect(self) -> None:
        if not self.is_unix:
            super().connect()
            return
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.settimeout(self.timeout)
            connection.connect("\0" + self._address[1:] if self._address.startswith("@") else self._address)
        except OSError:
            connection.close()
            raise
        self.sock = connection


def quote(text: str) -> str:
    """A text as a part of a path."""
    return urllib.parse.quote(str(text), safe="")


def milliseconds(seconds: float) -> str:
    """A time as the control API reads it."""
    return f"{round(seconds * 1000)}ms"


def _object(text: str) -> Json:
    try:
        value = json.loads(text) if text else {}
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _text(problem: Json) -> str:
    text = str(problem.get("title", ""))
    text += f" {problem['detail']}" if problem.get("detail") else ""
    expected = problem.get("expected")
    text += f" Expected {expected}." if expected and expected not in text else ""
    return text + (f" Did you mean '{problem['nearest']}'?" if problem.get("nearest") else "")
