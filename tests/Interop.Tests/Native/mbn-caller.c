/* mbn-caller ADDRESS: what each kind of call gives to whoever runs it, a line each. */
#include "mbn-check.h"

static void show(const char *name, mbn_hresult result) { printf("%s %s\n", name, mbn_hresult_name(result)); }

int main(int count, char **arguments) {
    mbn_client *client;
    uint32_t service, request;
    TRUE_THAT(count == 2);
    OK(mbn_connect(arguments[1], &client));
    OK(mbn_get_device_service(client, first_context(client), ECHO, &service));
    show("QuerySupportedCommands", mbn_query_supported_commands(client, service, &request));
    show("OpenCommandSession", mbn_open_command_session(client, service, &request));
    show("OpenDataSession", mbn_open_data_session(client, service, &request));
    mbn_disconnect(client);
    return 0;
}
