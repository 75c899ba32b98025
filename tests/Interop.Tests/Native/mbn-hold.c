/* mbn-hold ADDRESS COUNT: that many clients, each with an open data session, until its input ends or it is killed. */
#include "mbn-check.h"

int main(int count, char **arguments) {
    TRUE_THAT(count == 3);
    for (int i = atoi(arguments[2]); i > 0; i--) {
        mbn_client *client;
        uint32_t service;
        OK(mbn_connect(arguments[1], &client));
        OK(mbn_get_device_service(client, first_context(client), ECHO, &service));
        DONE(mbn_open_data_session(client, service, &request));
    }
    puts("holding");
    fflush(stdout);
    return getchar() == EOF ? 0 : 1;
}
