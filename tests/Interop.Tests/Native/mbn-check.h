/* What the programs on mbn_wire.h share: every wrong result ends them with the line and what it was. */
#define MBN_IMPLEMENTATION
#include "mbn_wire.h"

#include <stdio.h>

#define ECHO "5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7"
#define WAIT 30000

static mbn_hresult check_last;

#define EXPECT(expected, call)                                                                                                      \
    do {                                                                                                                            \
        if ((check_last = (call)) != (expected)) {                                                                                  \
            fprintf(stderr, "%s:%d: %s gave %s (0x%08X)\n", __FILE__, __LINE__, #call, mbn_hresult_name(check_last),                \
                    (unsigned)check_last);                                                                                          \
            exit(1);                                                                                                                \
        }                                                                                                                           \
    } while (0)

#define OK(call) EXPECT(MBN_S_OK, call)

#define TRUE_THAT(condition)                                                                                                        \
    do {                                                                                                                            \
        if (!(condition)) {                                                                                                         \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                                                 \
            exit(1);                                                                                                                \
        }                                                                                                                           \
    } while (0)

/* An asynchronous call whose request id goes to "request", and its completion. */
#define DONE(call)                                                                                                                  \
    do {                                                                                                                            \
        uint32_t request = 0;                                                                                                       \
        OK(call);                                                                                                                   \
        OK(mbn_wait(client, request, WAIT, NULL));                                                                                  \
    } while (0)

/* The context of the first interface, once its device services are discovered. */
static uint32_t first_context(mbn_client *client) {
    mbn_interface *interfaces;
    mbn_device_service *services;
    size_t count;
    uint32_t context;
    mbn_hresult result;
    OK(mbn_get_interfaces(client, &interfaces, &count));
    TRUE_THAT(count > 0);
    for (int tries = 0;; tries++) {
        result = mbn_get_device_services_context(client, interfaces[0].interface_id, &context);
        if (result == MBN_S_OK) {
            result = mbn_enumerate_device_services(client, context, &services, &count);
        }
        if (result == MBN_S_OK) break;
        TRUE_THAT((result == MBN_E_PENDING || result == MBN_ERROR_NOT_FOUND) && tries < 3000);
        mbn_event event;
        mbn_next_event(client, 10, &event);
    }
    free(services);
    free(interfaces);
    return context;
}
