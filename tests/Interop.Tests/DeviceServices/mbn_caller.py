"""mbn_caller.py ADDRESS USER [GROUP]: what each kind of call gives to a client that says it is that user, a line each."""

import sys

import mbn

ECHO = "{5FB1CB60-D8A4-4A3B-9F0A-61F5E6F1C1A7}"


def show(name, call):
    try:
        call()
    except mbn.MbnError as error:
        print(name, error.name)
    else:
        print(name, "S_OK")


with mbn.connect(sys.argv[1]) as client:
    client.declare_caller(sys.argv[2], sys.argv[3:])
    service = client.context(client.interfaces()[0].interface_id).device_service(ECHO)
    show("QuerySupportedCommands", service.query_supported_commands)
    show("OpenCommandSession", service.open_command_session)
    show("OpenDataSession", service.open_data_session)
