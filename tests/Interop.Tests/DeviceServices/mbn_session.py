"""mbn_session.py ADDRESS MAX_TRANSFER: every call of a device service, as an application makes them, and its errors. The limit of data sessions is 2."""

import sys
import uuid

import mbn

ECHO = uuid.UUID("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7")
ECHO_TEXT = "{5FB1CB60-D8A4-4A3B-9F0A-61F5E6F1C1A7}"


def expect(name, call, *arguments):
    try:
        call(*arguments)
    except mbn.MbnError as error:
        assert error.name == name, f"expected {name}, got {error}"
    else:
        raise AssertionError(f"expected {name}, got S_OK")


def first_context(client):
    context = client.context(client.interfaces()[0].interface_id)
    while True:
        try:
            context.device_services()
            return context
        except mbn.MbnError as error:
            assert error.hresult == mbn.HResult.E_PENDING, error
            client.next_event(0.01)


def echo_of(client):
    return first_context(client).device_service(ECHO)


def enumerate_services(client, context):
    services = context.device_services()
    echo = [service for service in services if service.device_service_id == ECHO_TEXT]
    assert len(echo) == 1 and echo[0].data_write_supported and echo[0].data_read_supported, services
    assert not any(service.device_service_id.startswith("{A289CC33") for service in services), services
    assert 0 < context.max_command_size <= 4096
    assert context.max_data_size > 0


def commands(client, context, service):
    interface = client.interfaces()[0]
    assert interface.is_present and service.interface_id == interface.interface_id
    assert service.device_service_id == ECHO_TEXT
    assert service.query_supported_commands().wait().command_ids == (1,)
    expect("ERROR_OPEN_FAILED", service.set_command, 1, b"x")
    expect("ERROR_OPEN_FAILED", service.query_command, 1, b"x")
    expect("ERROR_OPEN_FAILED", service.close_command_session)
    assert not service.is_command_session_open
    service.open_command_session().wait()
    assert service.is_command_session_open
    completion = service.set_command(1, b"set").wait()
    assert (completion.cid, completion.id, completion.data) == (mbn.Cid.SET_COMMAND, 1, b"set"), completion
    completion = service.query_command(1, b"query").wait()
    assert (completion.handle, completion.data) == (service.handle, b"query"), completion
    largest = bytes(context.max_command_size)
    assert service.set_command(1, largest).wait().data == largest
    expect("ERROR_BUFFER_OVERFLOW", service.set_command, 1, largest + b"x")
    service.close_command_session().wait()


def events(client, context):
    service = context.device_service("{2C7F9E1D-63B4-4F0A-8B5E-90D1A4C7E804}")
    expect("ERROR_NOT_SUPPORTED", service.open_data_session)
    service.open_command_session().wait()
    service.set_command(1, bytes([2, 0, 0, 0])).wait()
    event = client.next_event(30)
    assert event == mbn.Event(mbn.Cid.EVENT_NOTIFICATION, service.handle, 3, bytes([10, 11, 12, 13])), event
    expect("E_INVALIDARG", service.set_command(1, b"wrong").wait)
    service.close_command_session().wait()


def read(client):
    data = []
    client.on_event = lambda event: data.append(event.data) if event.cid == mbn.Cid.READ_DATA else None
    while not data:
        assert client.dispatch(30) > 0
    return data[0]


def data_session(client, context, service):
    expect("ERROR_OPEN_FAILED", service.write_data, b"early")
    expect("ERROR_OPEN_FAILED", service.close_data_session)
    service.open_data_session().wait()
    assert service.is_data_session_open
    service.write_data(b"hello").wait()
    assert read(client) == b"hello"
    largest = bytes(context.max_data_size)
    service.write_data(largest).wait()
    assert read(client) == largest
    expect("ERROR_BUFFER_OVERFLOW", service.write_data, largest + b"x")


def limit(address, service):
    expect("ERROR_TOO_MANY_SESS", service.open_data_session)
    with mbn.connect(address) as third:
        waiting = echo_of(third)
        with mbn.connect(address) as second:
            echo_of(second).open_data_session().wait()
            expect("ERROR_TOO_MANY_SESS", waiting.open_data_session)
        waiting.open_data_session().wait()


def mistakes(client, context, service):
    expect("E_INVALIDARG", client.context, "modem0")
    expect("ERROR_NOT_FOUND", client.context, uuid.UUID(int=1))
    expect("E_INVALIDARG", context.device_service, "")
    expect("ERROR_NOT_FOUND", context.device_service, uuid.UUID(int=1))
    for handle in (0, 4711, context.handle):
        expect("E_INVALIDARG", mbn.DeviceService(client, handle).open_data_session)
    service.release()
    expect("E_INVALIDARG", service.open_data_session)
    expect("E_ACCESSDENIED", client.declare_caller, "root", ["wheel"], ["cellularDeviceControl"])


def main():
    address = sys.argv[1]
    expect("RPC_E_DISCONNECTED", mbn.connect, "/nowhere/mbn.sock")
    client = mbn.connect(address, int(sys.argv[2]))
    with client:
        context, service = first_context(client), echo_of(client)
        enumerate_services(client, context)
        commands(client, context, service)
        events(client, context)
        data_session(client, context, service)
        limit(address, service)
        service.close_data_session().wait()
        expect("ERROR_OPEN_FAILED", service.write_data, b"late")
        mistakes(client, context, service)
    expect("RPC_E_DISCONNECTED", client.interfaces)
    print("done")


main()
