"""Shows how to test a Python program with a modem of its own, by the pytest plugin of clients/python."""

from __future__ import annotations

import pathlib
from typing import Callable

import mbim_emulator
import mbn
import pytest

ECHO = "5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7"


def send_hello(emulator: mbim_emulator.StartedEmulator) -> bytes:
    """What a program under test might do."""
    with mbn.connect(emulator.service_socket) as client:
        service = client.context(client.interfaces()[0].interface_id).device_service(ECHO)
        service.open_command_session().wait()
        return service.set_command(1, b"hello").wait().data


def test_a_command_is_answered_and_in_the_journal(emulator: mbim_emulator.StartedEmulator) -> None:
    mark = emulator.journal.mark()
    assert send_hello(emulator) == b"hello"
    command, answer = emulator.verify.since(mark).in_order(f"{ECHO}.1 set", f"{ECHO}.1 set Status=success")
    assert (command.cid, command.direction, answer.status) == ("1", "toFunction", "Success")
    emulator.verify.never("CONNECT set")
    emulator.verify.no_findings()


@pytest.mark.emulator("--profile", "no-sim", seed=42)
def test_a_modem_without_sim_says_so(emulator: mbim_emulator.StartedEmulator) -> None:
    assert emulator.status() == "no SIM"
    assert emulator.state()["sim"]["readyState"] == "simNotInserted"
    with pytest.raises(mbim_emulator.EmulatorError, match="modem0 does not become registered without outside help: no SIM."):
        emulator.wait_for("registered")


def test_what_is_done_to_the_modem_is_in_its_journal(emulator: mbim_emulator.StartedEmulator) -> None:
    assert emulator.change("eject-sim") == "the SIM is out"
    assert [entry.text for entry in emulator.journal.entries(kind="state")] == ["the SIM is out"]
    emulator.change("insert-sim")
    assert emulator.wait_for("attached", timeout=30) == "attached"


def test_a_fault_acts_as_often_as_its_trigger_comes(emulator: mbim_emulator.StartedEmulator, tmp_path: pathlib.Path) -> None:
    emulator.scenario.load(f"""\
schemaVersion: 1
rules:
  - name: refuse once
    on: {{ command: {{ service: {ECHO}, cid: 1 }} }}
    nth: 1
    do: {{ answer: {{ status: busy }} }}
""")
    with emulator.capture(tmp_path / "session.pcapng"):
        with pytest.raises(mbn.MbnError, match="ERROR_BUSY"):
            send_hello(emulator)
        assert send_hello(emulator) == b"hello"
    assert emulator.scenario.fired("refuse once") == 1
    emulator.verify.exactly(1, f"{ECHO}.1 Status=busy", timeout=10)
    assert (tmp_path / "session.pcapng").stat().st_size > 0


@pytest.mark.emulator(scenario="schemaVersion: 1\nclock: virtual\nrules: []\n")
def test_an_hour_of_a_virtual_clock_takes_no_time(emulator: mbim_emulator.StartedEmulator) -> None:
    before = emulator.clock.now()
    emulator.change("lose-coverage")
    assert (emulator.clock.advance(3600) - before).total_seconds() == 3600
    emulator.change("regain-coverage")
    assert emulator.wait_for("attached") == "attached"


def test_two_modems_know_nothing_of_each_other(start_emulator: Callable[..., mbim_emulator.StartedEmulator]) -> None:
    one, other = start_emulator(), start_emulator("--profile", "sim-pin")
    one.faults.add("T13-duplicate-response")
    assert (len(one.scenario.rules()), other.scenario.rules(), other.status()) == (1, [], "Pin1 required")


def test_a_failed_assertion_says_what_came_near_and_a_misspelt_name_is_an_error(emulator: mbim_emulator.StartedEmulator) -> None:
    with pytest.raises(mbim_emulator.VerificationError, match="expected Command CONNECT Set, exactly once; found none"):
        emulator.verify.once("CONNECT set")
    with pytest.raises(mbim_emulator.EmulatorError, match="CONNECT"):
        emulator.verify.never("CONECT set")
    with pytest.raises(mbim_emulator.EmulatorError, match="Did you mean 'eject-sim'?"):
        emulator.change("eject-sin")
