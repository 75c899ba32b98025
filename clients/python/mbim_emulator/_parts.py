"""What goes wrong with a modem, its time, and captures."""

from __future__ import annotations

import dataclasses
import datetime
import os
import shutil
import uuid
from types import TracebackType
from typing import Any, Optional, Union

from ._control import Control, EmulatorError, Json, quote

__tracebackhide__ = True


@dataclasses.dataclass(frozen=True)
class Rule:
    """A rule of a scenario and what it has done."""

    name: str
    is_enabled: bool
    occurrences: int
    fired: int
    fault: Optional[str] = None


class Scenario:
    """The rules of a modem. A scenario is a built-in name, the path of a YAML file, or YAML text."""

    def __init__(self, control: Control, path: str) -> None:
        self._control = control
        self._path = path

    @property
    def name(self) -> Optional[str]:
        """The scenario that was loaded last."""
        return self._get().get("name")

    @property
    def state(self) -> str:
        """The scenario's state."""
        return str(self._get()["state"])

    def load(self, scenario: Union[str, os.PathLike[str]]) -> None:
        """Replaces all rules by those of a scenario, and restarts its time."""
        self._control.request("PUT", self._path + "/scenario", source_of(scenario))

    def add(self, scenario: Union[str, os.PathLike[str]]) -> None:
        """Appends the rules of a scenario to those that are there."""
        self._control.request("POST", self._path + "/rules", source_of(scenario))

    def clear(self) -> None:
        """Removes all rules, those of faults included."""
        self._control.request("DELETE", self._path + "/scenario")

    def set_state(self, state: str) -> None:
        """Puts the scenario into a state."""
        self._control.request("PUT", self._path + "/scenario/state", {"state": state})

    def rules(self) -> list[Rule]:
        """The rules in the order in which they act."""
        return [Rule(rule["name"], rule["isEnabled"], rule["occurrences"], rule["fired"], rule.get("fault")) for rule in self._get()["rules"]]

    def fired(self, rule: str) -> int:
        """How many times a rule, or the rules of a named fault, have acted."""
        found = [each.fired for each in self.rules() if rule in (each.name, each.fault)]
        if not found:
            raise EmulatorError(f"There is no rule '{rule}'; expected one of {', '.join(each.name for each in self.rules()) or 'none at all'}.")
        return sum(found)

    def enable(self, rule: str) -> None:
        """Enables a rule."""
        self._control.request("PUT", f"{self._path}/rules/{quote(rule)}", {"isEnabled": True})

    def disable(self, rule: str) -> None:
        """Disables a rule."""
        self._control.request("PUT", f"{self._path}/rules/{quote(rule)}", {"isEnabled": False})

    def remove(self, rule: str) -> None:
        """Removes a rule."""
        self._control.request("DELETE", f"{self._path}/rules/{quote(rule)}")

    def _get(self) -> Json:
        return self._control.request("GET", self._path + "/scenario")


class Faults:
    """The named faults of docs/faults."""

    def __init__(self, control: Control, path: str) -> None:
        self._control = control
        self._path = path

    def add(self, fault: str, **parameters: Any) -> None:
        """Adds a named fault by its id or number, such as add("T13-duplicate-response"); scenario.clear() removes it again."""
        arguments = {name: str(value) for name, value in parameters.items()}
        self._control.request("POST", self._path + "/faults", {"fault": fault, "arguments": arguments})

    def available(self) -> dict[str, str]:
        """The faults of this version: their titles by id."""
        return {fault["id"]: fault["title"] for fault in self._control.request("GET", "/faults")["faults"] if fault["isAvailable"]}


class Clock:
    """The modems' time. It is virtual when the scenario that the emulator was started with says "clock: virtual"."""

    def __init__(self, control: Control) -> None:
        self._control = control

    @property
    def is_virtual(self) -> bool:
        """Whether it moves only by advance and wait_for."""
        return bool(self._control.request("GET", "/clock")["isVirtual"])

    def now(self) -> datetime.datetime:
        """The modems' time."""
        return _time(self._control.request("GET", "/clock")["now"])

    def advance(self, time: Union[float, datetime.timedelta]) -> datetime.datetime:
        """Moves a virtual clock by seconds or a timedelta; all that becomes due has happened when this returns."""
        seconds = time.total_seconds() if isinstance(time, datetime.timedelta) else time
        return _time(self._control.request("POST", "/clock/advance", {"milliseconds": round(seconds * 1000)}, wait=60)["now"])


class Capture:
    """A capture of all modems for Wireshark, from the beginning of the "with" block to its end."""

    def __init__(self, control: Control, folder: Optional[str], path: Union[str, os.PathLike[str]]) -> None:
        self._control = control
        self._folder = folder
        self.path = os.fspath(path)
        self._file = self.path if folder is None else f"{uuid.uuid4().hex}.pcapng"

    def __enter__(self) -> Capture:
        self._control.request("POST", "/capture", {"file": self._file})
        return self

    def __exit__(self, kind: Optional[type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]) -> None:
        self._control.request("DELETE", "/capture")
        if self._folder is not None:
            shutil.move(os.path.join(self._folder, self._file), self.path)


def source_of(scenario: Union[str, os.PathLike[str]]) -> Json:
    """A scenario as the control API takes it."""
    text = os.fspath(scenario)
    if "\n" in text:
        return {"yaml": text}
    if os.path.isfile(text):
        with open(text, encoding="utf-8") as file:
            return {"yaml": file.read()}
    if not isinstance(scenario, str) or os.sep in text or text.endswith((".yaml", ".yml")):
        raise EmulatorError(f"There is no scenario file '{text}'.")
    return {"name": text}


def _time(text: str) -> datetime.datetime:
    # Python before 3.11 reads at most six digits of a second, and no Z.
    head, _, rest = text.replace("Z", "+00:00").partition(".")
    digits = rest[: next((at for at, char in enumerate(rest) if not char.isdigit()), len(rest))]
    return datetime.datetime.fromisoformat(f"{head}.{digits[:6].ljust(6, '0')}{rest[len(digits):]}" if digits else head)
