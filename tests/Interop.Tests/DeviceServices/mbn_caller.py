"""mbn_caller.py ADDRESS USER [GROUP]: what each method and property gives to a client that says it is that user."""

import sys

import mbn

ECHO = "{5FB1CB60-D8A4-4A3B-9F0A-61F5E6F1C1A7}"


def show(name, call):
    try:
        result = call()
        if isinstance(result, mbn.Request):
            result.wait()
    except mbn.MbnError as error:
        print(name, error.name)
    else:
        print(name, "S_OK")


with mbn.connect(sys.argv[1]) as client:
    client.declare_caller(sys.argv[2], sys.argv[3:])
    service = client.context(client.interfaces()[0].interface_id).device_service(ECHO)
    show("QuerySupportedCommands", service.query_supported_commands)
    show("OpenCommandSession", service.open_command_session)
    show("SetCommand", lambda: service.set_command(1, b"set"))
    show("QueryCommand", lambda: service.query_command(1, b"ask"))
    show("CloseCommandSession", service.close_command_session)
    show("OpenDataSession", service.open_data_session)
    show("WriteData", lambda: service.write_data(b"data"))
    show("CloseDataSession", service.close_data_session)
    show("InterfaceID", lambda: service.interface_id)
    show("DeviceServiceID", lambda: service.device_service_id)
    show("IsCommandSessionOpen", lambda: service.is_command_session_open)
    show("IsDataSessionOpen", lambda: service.is_data_session_open)
