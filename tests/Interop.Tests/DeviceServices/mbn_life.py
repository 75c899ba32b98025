"""mbn_life.py ADDRESS: a client that stays while its modem is removed, inserted and reset, and the host sleeps; a line each time it has seen that."""

import sys

import mbn

ECHO = "{5FB1CB60-D8A4-4A3B-9F0A-61F5E6F1C1A7}"


def fails_with(name, call):
    try:
        call()
    except mbn.MbnError as error:
        return error.name == name
    return False


def until(client, cid, state):
    while True:
        event = client.next_event(30)
        assert event is not None, f"waited for {cid!r} {state}"
        if (event.cid, event.state) == (cid, state):
            return event


def open_sessions(client, service):
    while fails_with("E_PENDING", lambda: service.open_command_session().wait()):
        client.next_event(0.01)
    service.open_command_session().wait()
    service.open_data_session().wait()


def works(client, service):
    assert service.is_command_session_open and service.is_data_session_open
    assert service.query_command(1, b"ask").wait().data == b"ask"
    service.write_data(b"write").wait()
    event = client.next_event(30)
    while event.cid != mbn.Cid.READ_DATA:
        event = client.next_event(30)
    assert event == mbn.Event(mbn.Cid.READ_DATA, service.handle, data=b"write"), event


def say(what):
    print(what, flush=True)


with mbn.connect(sys.argv[1]) as client:
    interface = client.interfaces()[0].interface_id
    service = client.context(interface).device_service(ECHO)
    open_sessions(client, service)
    works(client, service)
    say("open")

    assert until(client, mbn.Cid.INTERFACE_STATE_CHANGE, 1).interface_id == interface
    assert not client.interfaces()[0].is_present
    assert fails_with("ERROR_NOT_FOUND", lambda: client.context(interface))
    assert fails_with("ERROR_NOT_FOUND", service.open_data_session)
    say("removed")

    assert until(client, mbn.Cid.INTERFACE_STATE_CHANGE, 0).interface_id == interface
    assert not service.is_command_session_open and not service.is_data_session_open
    open_sessions(client, service)
    works(client, service)
    say("inserted")

    assert until(client, mbn.Cid.SESSIONS_STATE_CHANGE, 0).interface_id == interface
    works(client, service)
    say("reset")

    assert until(client, mbn.Cid.SESSIONS_STATE_CHANGE, 0).interface_id == interface
    works(client, service)
    say("slept")
