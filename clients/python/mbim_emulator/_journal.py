"""What happened to the modems and what crossed, and assertions about it."""

from __future__ import annotations

import urllib.parse
from typing import Any, Optional

from ._control import Control, EmulatorError, Json, milliseconds

__tracebackhide__ = True


class VerificationError(EmulatorError, AssertionError):
    """The journal does not meet an expectation; the message says what was expected, what was found, and what came near."""


VerificationError.__module__ = "mbim_emulator"


class Entry:
    """One entry of the journal. str() is its line, as "mbim-emulator ctl journal" prints it."""

    def __init__(self, json: Json) -> None:
        # All of it, as the control API sends it.
        self.json = json

    @property
    def number(self) -> int:
        """From 1, in the order of happening."""
        return int(self.json["number"])

    @property
    def kind(self) -> str:
        """message, fault, state, connection, finding, note, original or transfer."""
        return str(self.json["kind"])

    @property
    def modem(self) -> str:
        """The modem's name."""
        return str(self.json["modem"])

    @property
    def host(self) -> Optional[str]:
        """The name of the host's connection."""
        return self.json.get("host")

    @property
    def direction(self) -> Optional[str]:
        """toFunction or toHost; None for what is no message."""
        return self.json.get("direction")

    @property
    def rule(self) -> Optional[str]:
        """The rule or fault that acted, or the linter's assertion."""
        return self.json.get("rule")

    @property
    def text(self) -> Optional[str]:
        """A sentence for people."""
        return self.json.get("text")

    @property
    def message(self) -> Json:
        """The decoded message; empty for what is none."""
        return self.json.get("message") or {}

    @property
    def cid(self) -> Optional[str]:
        """The message's CID by name; its number where it has no name, None where there is no CID."""
        return _name(self.message.get("cid"))

    @property
    def status(self) -> Optional[str]:
        """The status of an answer by name."""
        return _name(self.message.get("status"))

    def field(self, name: str) -> Any:
        """A field of the information buffer, in any case; an enumeration by name. None if there is none."""
        buffer = self.message.get("informationBuffer") or {}
        value = next((value for key, value in buffer.items() if key.lower() == name.lower()), None) if isinstance(buffer, dict) else None
        return value["name"] if isinstance(value, dict) and "name" in value else value

    def __str__(self) -> str:
        return str(self.json["line"])

    def __repr__(self) -> str:
        return f"<{self}>"


class Journal:
    """The journal of an emulator, all of its modems."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def entries(
        self, pattern: Optional[str] = None, *, kind: Optional[str] = None, modem: Optional[str] = None, start: int = 1, personal: bool = False
    ) -> list[Entry]:
        """All entries from a number on, or those of a kind such as "fault", or the messages that match a pattern such as "CONNECT set".

        Personal data is masked unless it is asked for. A name that does not exist is an error.
        """
        query: dict[str, Any] = {"limit": 1000, "personal": "true" if personal else "false"}
        query.update({name: value for name, value in (("pattern", pattern), ("kind", kind), ("modem", modem)) if value is not None})
        found: list[Entry] = []
        while True:
            page = self._control.request("GET", "/journal?" + urllib.parse.urlencode({**query, "from": start}))
            found += map(Entry, page["entries"])
            if page["next"] > page["last"]:
                return found
            start = page["next"]

    def findings(self) -> list[Entry]:
        """Where hosts violated MBIM."""
        return self.entries(kind="finding")

    def mark(self) -> int:
        """The number of the next entry: verify.since(mark) looks only at what comes from now on."""
        return int(self._control.request("GET", "/journal?limit=1")["last"]) + 1

    def __str__(self) -> str:
        return "\n".join(map(str, self.entries()))


class Verify:
    """Assertions about the journal, made by the emulator: patterns are those of docs/journal.md, such as "CONNECT set AccessString=internet".

    An expectation that is not met is a VerificationError, which is an AssertionError. A pattern with a name that does not exist is an
    EmulatorError, never a passed test. With timeout, in seconds, at most 600, the emulator waits until the expectation is met; never, at_most,
    always and no_findings must hold for all of that time.
    """

    def __init__(self, control: Control, start: Optional[int] = None, modem: Optional[str] = None, host: Optional[str] = None) -> None:
        self._control = control
        self._scope = {name: value for name, value in (("from", start), ("modem", modem), ("host", host)) if value is not None}

    def since(self, mark: int) -> Verify:
        """The same for what came from journal.mark() on."""
        return self._narrowed({"from": mark})

    def of(self, modem: Optional[str] = None, host: Optional[str] = None) -> Verify:
        """The same for the messages of one modem, or of one host's connection."""
        return self._narrowed({name: value for name, value in (("modem", modem), ("host", host)) if value is not None})

    def once(self, pattern: str, *, timeout: float = 0) -> Entry:
        """There is exactly one such message, which is returned."""
        return self._expect("once", [pattern], timeout)[0]

    def exactly(self, count: int, pattern: str, *, timeout: float = 0) -> list[Entry]:
        """There are exactly so many such messages, which are returned."""
        return self._expect("exactly", [pattern], timeout, count)

    def at_least(self, count: int, pattern: str, *, timeout: float = 0) -> list[Entry]:
        """There are so many such messages or more, which are returned."""
        return self._expect("atLeast", [pattern], timeout, count)

    def at_most(self, count: int, pattern: str, *, timeout: float = 0) -> list[Entry]:
        """There are so many such messages or fewer, which are returned."""
        return self._expect("atMost", [pattern], timeout, count)

    def never(self, pattern: str, *, timeout: float = 0) -> None:
        """There is no such message."""
        self._expect("never", [pattern], timeout)

    def in_order(self, *patterns: str, timeout: float = 0) -> list[Entry]:
        """There are such messages one after the other, which are returned; others may stand between them."""
        return self._expect("inOrder", list(patterns), timeout)

    def always(self, which: str, wanted: str, *, timeout: float = 0) -> list[Entry]:
        """Every message that matches the first pattern also matches the second, which says more of it; there need not be one."""
        return self._expect("always", [which, wanted], timeout)

    def no_findings(self, *, timeout: float = 0) -> None:
        """No host has violated MBIM."""
        self._expect("noFindings", [], timeout)

    def _narrowed(self, scope: dict[str, Any]) -> Verify:
        narrowed = Verify(self._control)
        narrowed._scope = {**self._scope, **scope}
        return narrowed

    def _expect(self, expect: str, patterns: list[str], timeout: float, count: Optional[int] = None) -> list[Entry]:
        body: Json = {"expect": expect, "patterns": patterns, **self._scope}
        if count is not None:
            body["count"] = count
        if timeout:
            body["timeout"] = milliseconds(timeout)
        result = self._control.request("POST", "/verify", body, timeout)
        if not result["isMet"]:
            raise VerificationError(f"{result['message']}{self._control.note}")
        return self._read(result["entries"])

    def _read(self, numbers: list[int]) -> list[Entry]:
        if not numbers:
            return []
        wanted = set(numbers)
        found = [entry for entry in Journal(self._control).entries(start=min(numbers), personal=True) if entry.number in wanted]
        return sorted(found, key=lambda entry: numbers.index(entry.number))


def _name(value: Any) -> Optional[str]:
    # What is declared has a name; an undeclared CID, or a status of a vendor's own, is a number alone.
    if isinstance(value, dict):
        name = value.get("name")
        value = value.get("number", value.get("value")) if name is None else name
    return None if value is None else str(value)
