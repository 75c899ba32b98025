"""Shows how to test a Python program with its own modem."""

import mbim_emulator
import mbn
import pytest

ECHO = "5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7"


def test_a_command_is_answered(emulator):
    with mbn.connect(emulator.service_socket) as client:
        service = client.context(client.interfaces()[0].interface_id).device_service(ECHO)
        service.open_command_session().wait()
        assert service.set_command(1, b"hello").wait().data == b"hello"


@pytest.mark.emulator("--profile", "no-sim", seed=42)
def test_a_modem_without_sim_says_so(emulator):
    assert emulator.state()["sim"]["readyState"] == "simNotInserted"


def test_what_is_done_to_the_modem_is_in_its_journal(emulator):
    emulator.change("eject-sim")
    assert [entry["text"] for entry in emulator.journal.entries("state")] == ["the SIM is out"]


def test_a_failed_assertion_says_what_came_instead(emulator):
    with mbn.connect(emulator.service_socket) as client:
        client.interfaces()
    emulator.journal.never("CONNECT")
    with pytest.raises(mbim_emulator.JournalError, match=r"expected 1 of CONNECT set; found 0\n.*no command"):
        emulator.journal.once("CONNECT", "set")


def test_an_order_that_cannot_be_is_refused_in_words(emulator):
    with pytest.raises(mbim_emulator.EmulatorError, match="eject-sim"):
        emulator.change("eject-sin")
