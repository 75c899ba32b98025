/* mbn-session ADDRESS: every call of a device service, as an application makes them, and its errors. The limit of data sessions is 2. */
#include "mbn-check.h"

static int seen_data;

static void on_event(void *user, const mbn_event *event) {
    if (event->cid == MBN_READ_DATA && event->size == 5 && memcmp(event->data, user, 5) == 0) seen_data++;
}

static uint32_t echo_of(mbn_client *client) {
    uint32_t service;
    OK(mbn_get_device_service(client, first_context(client), ECHO, &service));
    return service;
}

static void enumerate(mbn_client *client, uint32_t context) {
    mbn_device_service *services;
    size_t count, found = 0;
    uint32_t size;
    OK(mbn_enumerate_device_services(client, context, &services, &count));
    for (size_t i = 0; i < count; i++) {
        found += strcmp(services[i].device_service_id, "{5FB1CB60-D8A4-4A3B-9F0A-61F5E6F1C1A7}") == 0 &&
                 services[i].data_write_supported && services[i].data_read_supported;
        TRUE_THAT(strncmp(services[i].device_service_id, "{A289CC33", 9) != 0);
    }
    TRUE_THAT(found == 1);
    free(services);
    OK(mbn_get_max_command_size(client, context, &size));
    TRUE_THAT(size > 0 && size <= 4096);
    OK(mbn_get_max_data_size(client, context, &size));
    TRUE_THAT(size > 0);
}

static void properties(mbn_client *client, uint32_t service) {
    mbn_interface *interfaces;
    size_t count;
    char id[MBN_GUID_SIZE];
    OK(mbn_get_interfaces(client, &interfaces, &count));
    OK(mbn_get_interface_id(client, service, id));
    TRUE_THAT(interfaces[0].is_present && strcmp(id, interfaces[0].interface_id) == 0);
    OK(mbn_get_device_service_id(client, service, id));
    TRUE_THAT(strcmp(id, "{5FB1CB60-D8A4-4A3B-9F0A-61F5E6F1C1A7}") == 0);
    free(interfaces);
}

static void commands(mbn_client *client, uint32_t service) {
    uint32_t request, size, context = first_context(client);
    int is_open;
    mbn_event event;
    uint8_t data[8192];
    OK(mbn_query_supported_commands(client, service, &request));
    OK(mbn_wait(client, request, WAIT, &event));
    TRUE_THAT(event.command_id_count > 0 && mbn_command_id(&event, 0) == 1);

    EXPECT(MBN_ERROR_OPEN_FAILED, mbn_set_command(client, service, 1, "x", 1, &request));
    EXPECT(MBN_ERROR_OPEN_FAILED, mbn_query_command(client, service, 1, "x", 1, &request));
    EXPECT(MBN_ERROR_OPEN_FAILED, mbn_close_command_session(client, service, &request));
    OK(mbn_is_command_session_open(client, service, &is_open));
    TRUE_THAT(!is_open);
    DONE(mbn_open_command_session(client, service, &request));
    OK(mbn_is_command_session_open(client, service, &is_open));
    TRUE_THAT(is_open);

    OK(mbn_set_command(client, service, 1, "set", 3, &request));
    OK(mbn_wait(client, request, WAIT, &event));
    TRUE_THAT(event.cid == MBN_SET_COMMAND && event.id == 1 && event.size == 3 && memcmp(event.data, "set", 3) == 0);
    OK(mbn_query_command(client, service, 1, "query", 5, &request));
    OK(mbn_wait(client, request, WAIT, &event));
    TRUE_THAT(event.cid == MBN_QUERY_COMMAND && event.object == service && event.size == 5 && memcmp(event.data, "query", 5) == 0);

    OK(mbn_get_max_command_size(client, context, &size));
    memset(data, 7, sizeof data);
    OK(mbn_set_command(client, service, 1, data, size, &request));
    OK(mbn_wait(client, request, WAIT, &event));
    EXPECT(MBN_ERROR_BUFFER_OVERFLOW, mbn_set_command(client, service, 1, data, size + 1, &request));
    DONE(mbn_close_command_session(client, service, &request));
}

static void events(mbn_client *client) {
    uint32_t service, request;
    mbn_event event;
    OK(mbn_get_device_service(client, first_context(client), "{2C7F9E1D-63B4-4F0A-8B5E-90D1A4C7E804}", &service));
    EXPECT(MBN_ERROR_NOT_SUPPORTED, mbn_open_data_session(client, service, &request));
    DONE(mbn_open_command_session(client, service, &request));
    DONE(mbn_set_command(client, service, 1, "\2\0\0\0", 4, &request));
    TRUE_THAT(mbn_next_event(client, WAIT, &event) == 1);
    TRUE_THAT(event.cid == MBN_EVENT_NOTIFICATION && event.object == service && event.id == 3);
    TRUE_THAT(event.size == 4 && memcmp(event.data, "\12\13\14\15", 4) == 0);
    OK(mbn_set_command(client, service, 1, "wrong", 5, &request));
    EXPECT(MBN_E_INVALIDARG, mbn_wait(client, request, WAIT, &event));
    TRUE_THAT(event.size == 0);
    DONE(mbn_close_command_session(client, service, &request));
}

static void data(mbn_client *client, uint32_t service) {
    uint32_t request, size, context = first_context(client);
    int is_open;
    EXPECT(MBN_ERROR_OPEN_FAILED, mbn_write_data(client, service, "early", 5, &request));
    EXPECT(MBN_ERROR_OPEN_FAILED, mbn_close_data_session(client, service, &request));
    DONE(mbn_open_data_session(client, service, &request));
    OK(mbn_is_data_session_open(client, service, &is_open));
    TRUE_THAT(is_open);

    DONE(mbn_write_data(client, service, "hello", 5, &request));
    while (!seen_data) TRUE_THAT(mbn_dispatch(client, WAIT, on_event, "hello") > 0);

    OK(mbn_get_max_data_size(client, context, &size));
    char *large = (char *)calloc(1, size + 1);
    mbn_event event;
    DONE(mbn_write_data(client, service, large, size, &request));
    do {
        TRUE_THAT(mbn_next_event(client, WAIT, &event) == 1);
    } while (event.cid != MBN_READ_DATA);
    TRUE_THAT(event.size == size && memcmp(event.data, large, size) == 0);
    EXPECT(MBN_ERROR_BUFFER_OVERFLOW, mbn_write_data(client, service, large, size + 1, &request));
    free(large);
}

static void limit(const char *address, mbn_client *first, uint32_t service) {
    mbn_client *client, *third;
    uint32_t request;
    EXPECT(MBN_ERROR_TOO_MANY_SESS, mbn_open_data_session(first, service, &request));
    OK(mbn_connect(address, &client));
    DONE(mbn_open_data_session(client, echo_of(client), &request));
    OK(mbn_connect(address, &third));
    EXPECT(MBN_ERROR_TOO_MANY_SESS, mbn_open_data_session(third, echo_of(third), &request));
    mbn_disconnect(client);
    client = third;
    DONE(mbn_open_data_session(client, echo_of(client), &request));
    mbn_disconnect(third);
}

static void mistakes(mbn_client *client, uint32_t context, uint32_t service) {
    uint32_t object, request;
    EXPECT(MBN_E_INVALIDARG, mbn_get_device_services_context(client, "modem0", &object));
    EXPECT(MBN_ERROR_NOT_FOUND, mbn_get_device_services_context(client, "{00000000-0000-0000-0000-000000000001}", &object));
    EXPECT(MBN_E_INVALIDARG, mbn_get_device_service(client, context, "", &object));
    EXPECT(MBN_ERROR_NOT_FOUND, mbn_get_device_service(client, context, "00000000-0000-0000-0000-000000000001", &object));
    EXPECT(MBN_E_INVALIDARG, mbn_open_data_session(client, 0, &request));
    EXPECT(MBN_E_INVALIDARG, mbn_open_data_session(client, 4711, &request));
    EXPECT(MBN_E_INVALIDARG, mbn_open_data_session(client, context, &request));
    OK(mbn_release_object(client, service));
    EXPECT(MBN_E_INVALIDARG, mbn_open_data_session(client, service, &request));
    EXPECT(MBN_E_ACCESSDENIED, mbn_declare_caller(client, "root", "", "cellularDeviceControl"));
}

int main(int count, char **arguments) {
    TRUE_THAT(count == 2);
    const char *address = arguments[1];
    mbn_client *client;
    EXPECT(MBN_RPC_E_DISCONNECTED, mbn_connect("/nowhere/mbn.sock", &client));
    OK(mbn_connect(address, &client));
    uint32_t context = first_context(client), service = echo_of(client);
    enumerate(client, context);
    properties(client, service);
    commands(client, service);
    events(client);
    data(client, service);
    limit(address, client, service);
    DONE(mbn_close_data_session(client, service, &request));
    uint32_t late;
    EXPECT(MBN_ERROR_OPEN_FAILED, mbn_write_data(client, service, "late", 4, &late));
    mistakes(client, context, service);
    mbn_disconnect(client);
    puts("done");
    return 0;
}
