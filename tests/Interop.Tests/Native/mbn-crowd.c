/*
 * mbn-crowd ADDRESS ROUNDS PROCESSES LIMIT: in each round, so many processes, each with its client, open a data session at once. As many as the
 * limit get it, all others ERROR_TOO_MANY_SESS; after one has closed its session, one more gets one, and only one.
 *
 * Processes are told what to do by a byte each on a pipe, and answer with an HRESULT each on another.
 */
#include "mbn-check.h"

#include <sys/wait.h>

typedef struct process {
    pid_t id;
    int orders, answers;
    int has_session;
} process;

static mbn_hresult open_session(mbn_client *client, uint32_t service) {
    uint32_t request;
    mbn_hresult result = mbn_open_data_session(client, service, &request);
    return result == MBN_S_OK ? mbn_wait(client, request, WAIT, NULL) : result;
}

static mbn_hresult close_session(mbn_client *client, uint32_t service) {
    uint32_t request;
    mbn_hresult result = mbn_close_data_session(client, service, &request);
    return result == MBN_S_OK ? mbn_wait(client, request, WAIT, NULL) : result;
}

static void serve(const char *address, int orders, int answers) {
    mbn_client *client;
    uint32_t service;
    char order;
    OK(mbn_connect(address, &client));
    OK(mbn_get_device_service(client, first_context(client), ECHO, &service));
    mbn_hresult result = MBN_S_OK;
    do {
        TRUE_THAT(write(answers, &result, sizeof result) == sizeof result);
        if (read(orders, &order, 1) != 1) break;
        result = order == 'o' ? open_session(client, service) : close_session(client, service);
    } while (1);
    mbn_disconnect(client);
    exit(0);
}

/* Later processes must not keep the pipes of earlier ones open. */
static process begin(const char *address, const process *earlier, int earlier_count) {
    int orders[2], answers[2];
    process p = {0, 0, 0, 0};
    TRUE_THAT(pipe(orders) == 0 && pipe(answers) == 0);
    p.id = fork();
    if (p.id == 0) {
        close(orders[1]);
        close(answers[0]);
        for (int i = 0; i < earlier_count; i++) {
            close(earlier[i].orders);
            close(earlier[i].answers);
        }
        serve(address, orders[0], answers[1]);
    }
    close(orders[0]);
    close(answers[1]);
    p.orders = orders[1];
    p.answers = answers[0];
    return p;
}

static void order(const process *p, char what) { TRUE_THAT(write(p->orders, &what, 1) == 1); }

static mbn_hresult answer(const process *p) {
    mbn_hresult result;
    TRUE_THAT(read(p->answers, &result, sizeof result) == sizeof result);
    return result;
}

/* Orders all without a session to open one, and counts who gets it. */
static int open_all(process *all, int count) {
    int got = 0;
    for (int i = 0; i < count; i++) {
        if (!all[i].has_session) order(&all[i], 'o');
    }
    for (int i = 0; i < count; i++) {
        if (all[i].has_session) continue;
        mbn_hresult result = answer(&all[i]);
        TRUE_THAT(result == MBN_S_OK || result == MBN_ERROR_TOO_MANY_SESS);
        all[i].has_session = result == MBN_S_OK;
        got += all[i].has_session;
    }
    return got;
}

int main(int count, char **arguments) {
    TRUE_THAT(count == 5);
    int rounds = atoi(arguments[2]), processes = atoi(arguments[3]), limit = atoi(arguments[4]);
    process *all = (process *)calloc((size_t)processes, sizeof *all);
    for (int i = 0; i < processes; i++) all[i] = begin(arguments[1], all, i);
    for (int i = 0; i < processes; i++) OK(answer(&all[i]));

    for (int round = 0; round < rounds; round++) {
        TRUE_THAT(open_all(all, processes) == limit);
        int first = 0;
        while (!all[first].has_session) first++;
        order(&all[first], 'c');
        OK(answer(&all[first]));
        all[first].has_session = 0;
        TRUE_THAT(open_all(all, processes) == 1);
        for (int i = 0; i < processes; i++) {
            if (all[i].has_session) order(&all[i], 'c');
        }
        for (int i = 0; i < processes; i++) {
            if (all[i].has_session) OK(answer(&all[i]));
            all[i].has_session = 0;
        }
    }
    for (int i = 0; i < processes; i++) close(all[i].orders);
    for (int i = 0; i < processes; i++) {
        int status;
        TRUE_THAT(waitpid(all[i].id, &status, 0) == all[i].id && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    printf("%d rounds\n", rounds);
    return 0;
}
