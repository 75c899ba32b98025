/* mbn-caller ADDRESS: what each method and property of a device service gives to whoever runs it, a line each. */
#include "mbn-check.h"

static void show(const char *name, mbn_hresult result) { printf("%s %s\n", name, mbn_hresult_name(result)); }

/* An accepted call is waited for, because the next one builds on it. */
static void show_call(mbn_client *client, const char *name, mbn_hresult result, const uint32_t *request) {
    mbn_event event;
    show(name, result);
    if (result == MBN_S_OK) OK(mbn_wait(client, *request, 30000, &event));
}

int main(int count, char **arguments) {
    mbn_client *client;
    uint32_t service, request = 0;
    char id[MBN_GUID_SIZE];
    int is_open;
    TRUE_THAT(count == 2);
    OK(mbn_connect(arguments[1], &client));
    OK(mbn_get_device_service(client, first_context(client), ECHO, &service));
    show_call(client, "QuerySupportedCommands", mbn_query_supported_commands(client, service, &request), &request);
    show_call(client, "OpenCommandSession", mbn_open_command_session(client, service, &request), &request);
    show_call(client, "SetCommand", mbn_set_command(client, service, 1, "set", 3, &request), &request);
    show_call(client, "QueryCommand", mbn_query_command(client, service, 1, "ask", 3, &request), &request);
    show_call(client, "CloseCommandSession", mbn_close_command_session(client, service, &request), &request);
    show_call(client, "OpenDataSession", mbn_open_data_session(client, service, &request), &request);
    show_call(client, "WriteData", mbn_write_data(client, service, "data", 4, &request), &request);
    show_call(client, "CloseDataSession", mbn_close_data_session(client, service, &request), &request);
    show("InterfaceID", mbn_get_interface_id(client, service, id));
    show("DeviceServiceID", mbn_get_device_service_id(client, service, id));
    show("IsCommandSessionOpen", mbn_is_command_session_open(client, service, &is_open));
    show("IsDataSessionOpen", mbn_is_data_session_open(client, service, &is_open));
    mbn_disconnect(client);
    return 0;
}
