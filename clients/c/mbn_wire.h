/*
 * A client of the MBIM emulator's Mobile Broadband service (docs/wire.md): mbnapi's device services in C99, over a Unix socket or TCP.
 * MIT licence, see LICENSE.
 *
 * This is a single-header library. In one source file:
 *
 *     #define MBN_IMPLEMENTATION
 *     #include "mbn_wire.h"
 *
 * Compile that file with a C library that has POSIX sockets (-std=c99 needs -D_POSIX_C_SOURCE=200809L). Every call returns an HRESULT,
 * MBN_S_OK on success. Use a client from one thread at a time. Strings are UTF-8.
 *
 * The eight asynchronous calls return a request id; their result is an event with the same id. mbn_wait waits for it; other events that arrive
 * meanwhile are kept for mbn_next_event.
 */
#ifndef MBN_WIRE_H
#define MBN_WIRE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef uint32_t mbn_hresult;

#define MBN_S_OK 0x00000000u
#define MBN_E_PENDING 0x8000000Au
#define MBN_E_POINTER 0x80004003u
#define MBN_E_FAIL 0x80004005u
#define MBN_RPC_E_DISCONNECTED 0x80010108u
#define MBN_E_ACCESSDENIED 0x80070005u
#define MBN_E_OUTOFMEMORY 0x8007000Eu
#define MBN_ERROR_NOT_READY 0x80070015u
#define MBN_ERROR_NOT_SUPPORTED 0x80070032u
#define MBN_ERROR_TOO_MANY_SESS 0x80070045u
#define MBN_E_INVALIDARG 0x80070057u
#define MBN_ERROR_OPEN_FAILED 0x8007006Eu
#define MBN_ERROR_BUFFER_OVERFLOW 0x8007006Fu
#define MBN_ERROR_BUSY 0x800700AAu
#define MBN_ERROR_NOT_FOUND 0x80070490u
#define MBN_E_MBN_FAILURE 0x80548212u

/* A CID is a method and, for QUERY_SUPPORTED_COMMANDS to WRITE_DATA, the event that completes it. */
enum mbn_cid {
    MBN_GET_INTERFACES = 1,
    MBN_DECLARE_CALLER = 2,
    MBN_RELEASE_OBJECT = 3,
    MBN_GET_DEVICE_SERVICES_CONTEXT = 4,
    MBN_ENUMERATE_DEVICE_SERVICES = 5,
    MBN_GET_DEVICE_SERVICE = 6,
    MBN_MAX_COMMAND_SIZE = 7,
    MBN_MAX_DATA_SIZE = 8,
    MBN_QUERY_SUPPORTED_COMMANDS = 9,
    MBN_OPEN_COMMAND_SESSION = 10,
    MBN_CLOSE_COMMAND_SESSION = 11,
    MBN_SET_COMMAND = 12,
    MBN_QUERY_COMMAND = 13,
    MBN_OPEN_DATA_SESSION = 14,
    MBN_CLOSE_DATA_SESSION = 15,
    MBN_WRITE_DATA = 16,
    MBN_INTERFACE_ID = 17,
    MBN_DEVICE_SERVICE_ID = 18,
    MBN_IS_COMMAND_SESSION_OPEN = 19,
    MBN_IS_DATA_SESSION_OPEN = 20,
    MBN_EVENT_NOTIFICATION = 21,
    MBN_READ_DATA = 22,
    MBN_INTERFACE_STATE_CHANGE = 23,
    MBN_SESSIONS_STATE_CHANGE = 24
};

#define MBN_GUID_SIZE 39 /* "{...}" and its NUL */
#define MBN_ARRIVAL 0u
#define MBN_REMOVAL 1u

typedef struct mbn_client mbn_client;

typedef struct mbn_interface {
    char interface_id[MBN_GUID_SIZE];
    char name[64]; /* truncated if longer */
    int is_present;
} mbn_interface;

typedef struct mbn_device_service {
    char device_service_id[MBN_GUID_SIZE];
    int data_write_supported;
    int data_read_supported;
} mbn_device_service;

/* Fields that an event does not have are 0. Its data is valid until the next call with the same client. */
typedef struct mbn_event {
    enum mbn_cid cid;
    uint32_t object;     /* the device service's handle */
    uint32_t request_id; /* completions */
    mbn_hresult status;  /* completions */
    uint32_t id;         /* ResponseID of commands, EventID of notifications */
    int has_more;        /* commands: the answer continues in another event of the same request */
    const uint8_t *data; /* commands, notifications, data read */
    size_t size;
    const uint8_t *command_ids; /* supported commands: see mbn_command_id */
    size_t command_id_count;
    char interface_id[MBN_GUID_SIZE]; /* state changes */
    uint32_t state;                   /* state changes: MBN_ARRIVAL, MBN_REMOVAL; 0 for restored sessions */
} mbn_event;

typedef void (*mbn_event_fn)(void *user, const mbn_event *event);

/*
 * PATH with a slash, @NAME, HOST:PORT; NULL uses what a command after "run --" finds in its environment. Waits at most half a second for modems that do
 * not answer; they are absent until an MBN_INTERFACE_STATE_CHANGE announces their arrival.
 */
mbn_hresult mbn_connect(const char *address, mbn_client **client);
void mbn_disconnect(mbn_client *client);

/* For poll(): readable means that mbn_next_event with timeout 0 may have something. */
int mbn_fd(const mbn_client *client);

/* Release lists with free(). */
mbn_hresult mbn_get_interfaces(mbn_client *client, mbn_interface **list, size_t *count);
mbn_hresult mbn_declare_caller(mbn_client *client, const char *user, const char *groups, const char *capabilities);
mbn_hresult mbn_release_object(mbn_client *client, uint32_t object);
mbn_hresult mbn_get_device_services_context(mbn_client *client, const char *interface_id, uint32_t *context);
mbn_hresult mbn_enumerate_device_services(mbn_client *client, uint32_t context, mbn_device_service **list, size_t *count);
mbn_hresult mbn_get_device_service(mbn_client *client, uint32_t context, const char *device_service_id, uint32_t *service);
mbn_hresult mbn_get_max_command_size(mbn_client *client, uint32_t context, uint32_t *size);
mbn_hresult mbn_get_max_data_size(mbn_client *client, uint32_t context, uint32_t *size);

mbn_hresult mbn_query_supported_commands(mbn_client *client, uint32_t service, uint32_t *request_id);
mbn_hresult mbn_open_command_session(mbn_client *client, uint32_t service, uint32_t *request_id);
mbn_hresult mbn_close_command_session(mbn_client *client, uint32_t service, uint32_t *request_id);
mbn_hresult mbn_set_command(
    mbn_client *client, uint32_t service, uint32_t command_id, const void *data, size_t size, uint32_t *request_id);
mbn_hresult mbn_query_command(
    mbn_client *client, uint32_t service, uint32_t command_id, const void *data, size_t size, uint32_t *request_id);
mbn_hresult mbn_open_data_session(mbn_client *client, uint32_t service, uint32_t *request_id);
mbn_hresult mbn_close_data_session(mbn_client *client, uint32_t service, uint32_t *request_id);
mbn_hresult mbn_write_data(mbn_client *client, uint32_t service, const void *data, size_t size, uint32_t *request_id);

mbn_hresult mbn_get_interface_id(mbn_client *client, uint32_t service, char id[MBN_GUID_SIZE]);
mbn_hresult mbn_get_device_service_id(mbn_client *client, uint32_t service, char id[MBN_GUID_SIZE]);
mbn_hresult mbn_is_command_session_open(mbn_client *client, uint32_t service, int *is_open);
mbn_hresult mbn_is_data_session_open(mbn_client *client, uint32_t service, int *is_open);

/* The next event: returns 1 if there is one, 0 if none arrived in time (timeout -1 waits for ever), -1 if the connection is lost. */
int mbn_next_event(mbn_client *client, int timeout_ms, mbn_event *event);

/* Calls back for every available event, or for the first that arrives in time; returns their number, or -1 if the connection is lost. */
int mbn_dispatch(mbn_client *client, int timeout_ms, mbn_event_fn callback, void *user);

/* Waits for the completion of a request and returns its status, or MBN_E_PENDING if it does not arrive in time. event may be NULL. */
mbn_hresult mbn_wait(mbn_client *client, uint32_t request_id, int timeout_ms, mbn_event *event);

/* One of the command ids of an event, 0 to command_id_count - 1. */
uint32_t mbn_command_id(const mbn_event *event, size_t index);

/* A name such as ERROR_TOO_MANY_SESS; "HRESULT" if it is unknown here. */
const char *mbn_hresult_name(mbn_hresult result);

#ifdef __cplusplus
}
#endif

#endif

#ifdef MBN_IMPLEMENTATION
#undef MBN_IMPLEMENTATION

#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

/* The longest fragment that the service may send, in bytes, 64 to 131072: longer messages are fragmented. */
#ifndef MBN_MAX_TRANSFER
#define MBN_MAX_TRANSFER 131072u
#endif

#define MBN__MAX_TRANSFER 131072u
#define MBN__MAX_MESSAGE (16u * 1024 * 1024)
#define MBN__RETURN_TIMEOUT 30000
#define MBN__RETURN_HEADER 48u
#define MBN__EVENT_HEADER 44u

static const uint8_t mbn__service[16] = {
    0x2a, 0xf4, 0xd4, 0x51, 0xc7, 0x6a, 0x4b, 0x39, 0x89, 0x5f, 0x53, 0xba, 0xc3, 0x39, 0x7d, 0x13};

typedef struct mbn__message {
    struct mbn__message *next;
    size_t size, capacity;
    uint8_t bytes[1];
} mbn__message;

struct mbn_client {
    int fd;
    uint32_t transaction;
    mbn__message *first, *last; /* events that nobody has taken */
    mbn__message *taken;        /* the event whose data the user has */
    mbn__message *unfinished[2]; /* fragments of a return and of an event */
    uint32_t due[2];
    uint8_t *input;
    size_t have, room;
};

static uint32_t mbn__u32(const uint8_t *p) {
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static void mbn__put32(uint8_t *p, uint32_t v) {
    p[0] = (uint8_t)v;
    p[1] = (uint8_t)(v >> 8);
    p[2] = (uint8_t)(v >> 16);
    p[3] = (uint8_t)(v >> 24);
}

static int64_t mbn__now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* What is left of a timeout that ends then. */
static int mbn__left(int64_t end) {
    int64_t left = end - mbn__now();
    return left < 0 ? 0 : (int)left;
}

static mbn_hresult mbn__lost(mbn_client *c) {
    if (c->fd >= 0) close(c->fd);
    c->fd = -1;
    return MBN_RPC_E_DISCONNECTED;
}

/* ---- messages out ---- */

static mbn_hresult mbn__send(mbn_client *c, const uint8_t *bytes, size_t size) {
    if (c->fd < 0) return MBN_RPC_E_DISCONNECTED;
    while (size > 0) {
        ssize_t sent = send(c->fd, bytes, size, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return mbn__lost(c);
        bytes += sent;
        size -= (size_t)sent;
    }
    return MBN_S_OK;
}

static mbn_hresult mbn__send_plain(mbn_client *c, uint32_t type, uint32_t size, uint32_t value) {
    uint8_t m[16];
    mbn__put32(m, type);
    mbn__put32(m + 4, size);
    mbn__put32(m + 8, ++c->transaction);
    mbn__put32(m + 12, value);
    return mbn__send(c, m, size);
}

/* UTF-8 to UTF-16LE; gives the bytes written to out, which may be NULL; what is no UTF-8 becomes U+FFFD. */
static size_t mbn__utf16(const char *text, uint8_t *out) {
    const uint8_t *p = (const uint8_t *)text;
    size_t size = 0;
    while (*p) {
        uint32_t code = *p++;
        int more = code >= 0xf0 ? 3 : code >= 0xe0 ? 2 : code >= 0xc0 ? 1 : 0;
        if (code >= 0x80) code = more == 0 ? 0xfffd : code & (0x3fu >> more);
        for (; more > 0; more--) {
            if ((*p & 0xc0) != 0x80) {
                code = 0xfffd;
                break;
            }
            code = code << 6 | (*p++ & 0x3fu);
        }
        if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) code = 0xfffd;
        uint32_t units[2] = {code, 0};
        int count = 1;
        if (code > 0xffff) {
            units[0] = 0xd800 + ((code - 0x10000) >> 10);
            units[1] = 0xdc00 + ((code - 0x10000) & 0x3ff);
            count = 2;
        }
        for (int i = 0; i < count; i++, size += 2) {
            if (out) {
                out[size] = (uint8_t)units[i];
                out[size + 1] = (uint8_t)(units[i] >> 8);
            }
        }
    }
    return size;
}

/* ---- messages in ---- */

static int mbn__grow(uint8_t **buffer, size_t *room, size_t needed) {
    if (needed <= *room) return 1;
    uint8_t *larger = (uint8_t *)realloc(*buffer, needed);
    if (!larger) return 0;
    *buffer = larger;
    *room = needed;
    return 1;
}

static mbn__message *mbn__append(mbn__message *m, const uint8_t *bytes, size_t size) {
    size_t have = m ? m->size : 0, needed = have + size;
    if (!m || needed > m->capacity) {
        size_t capacity = m && needed < 2 * m->capacity ? 2 * m->capacity : needed;
        mbn__message *larger = (mbn__message *)realloc(m, sizeof *m + capacity);
        if (!larger) {
            free(m);
            return NULL;
        }
        m = larger;
        m->capacity = capacity;
        m->next = NULL;
    }
    memcpy(m->bytes + have, bytes, size);
    m->size = needed;
    return m;
}

/* One transfer of the service, as it came. NULL without an error while it is not whole. */
static mbn_hresult mbn__read_transfer(mbn_client *c, int64_t end, int has_end, const uint8_t **transfer, size_t *size) {
    *transfer = NULL;
    while (1) {
        size_t needed = 12;
        if (c->have >= 12) {
            needed = mbn__u32(c->input + 4);
            if (needed < 12 || needed > MBN__MAX_MESSAGE) return mbn__lost(c);
            if (c->have >= needed) {
                *transfer = c->input;
                *size = needed;
                return MBN_S_OK;
            }
        }
        if (c->fd < 0) return MBN_RPC_E_DISCONNECTED;
        if (!mbn__grow(&c->input, &c->room, needed)) return MBN_E_OUTOFMEMORY;
        struct pollfd ready = {c->fd, POLLIN, 0};
        int polled = poll(&ready, 1, has_end ? mbn__left(end) : -1);
        if (polled < 0 && errno == EINTR) continue;
        if (polled == 0) return MBN_S_OK;
        ssize_t got = recv(c->fd, c->input + c->have, needed - c->have, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return mbn__lost(c);
        c->have += (size_t)got;
    }
}

/* One whole message for free(), fragments joined; NULL without an error when none came in time. */
static mbn_hresult mbn__read(mbn_client *c, int timeout_ms, mbn__message **message) {
    int64_t end = mbn__now() + timeout_ms;
    *message = NULL;
    while (1) {
        const uint8_t *t;
        size_t size;
        mbn_hresult result = mbn__read_transfer(c, end, timeout_ms >= 0, &t, &size);
        if (result != MBN_S_OK || !t) return result;
        c->have = 0;
        uint32_t type = mbn__u32(t);
        int is_event = type == 0x80000007u;
        if (type != 0x80000001u && type != 0x80000002u && type != 0x80000003u && type != 0x80000004u && !is_event) continue;
        if (!is_event && type != 0x80000003u) {
            *message = size >= 16 ? mbn__append(NULL, t, size) : NULL;
            return *message ? MBN_S_OK : mbn__lost(c);
        }
        if (size < 20) return mbn__lost(c);
        uint32_t total = mbn__u32(t + 12), current = mbn__u32(t + 16);
        mbn__message **joined = &c->unfinished[is_event];
        if (current == 0) {
            free(*joined);
            *joined = NULL;
            c->due[is_event] = 0;
        }
        if (current >= total || current != c->due[is_event] || (current > 0 && !*joined)) return mbn__lost(c);
        if (*joined && (*joined)->size + size > MBN__MAX_MESSAGE) return mbn__lost(c);
        *joined = current == 0 ? mbn__append(NULL, t, size) : mbn__append(*joined, t + 20, size - 20);
        if (!*joined) return MBN_E_OUTOFMEMORY;
        if (++c->due[is_event] < total) continue;
        mbn__message *whole = *joined;
        *joined = NULL;
        size_t header = is_event ? MBN__EVENT_HEADER : MBN__RETURN_HEADER;
        if (whole->size < header || mbn__u32(whole->bytes + header - 4) > whole->size - header ||
            memcmp(whole->bytes + 20, mbn__service, 16) != 0) {
            free(whole);
            return mbn__lost(c);
        }
        whole->size = header + mbn__u32(whole->bytes + header - 4);
        *message = whole;
        return MBN_S_OK;
    }
}

static mbn_hresult mbn__result_of(uint32_t status) {
    if (status == 0 || status >= 0x80000000u) return status;
    return status == 1 ? MBN_ERROR_BUSY : status == 9 ? MBN_ERROR_NOT_SUPPORTED : status == 21 ? MBN_E_INVALIDARG : MBN_E_FAIL;
}

/* Waits for the answer to the last transaction; events that come before are kept. */
static mbn_hresult mbn__answer(mbn_client *c, mbn__message **answer) {
    int64_t end = mbn__now() + MBN__RETURN_TIMEOUT;
    *answer = NULL;
    while (1) {
        mbn__message *m;
        mbn_hresult result = mbn__read(c, mbn__left(end), &m);
        if (result != MBN_S_OK) return result;
        if (!m) return mbn__lost(c);
        if (mbn__u32(m->bytes) == 0x80000007u) {
            if (c->last) c->last->next = m;
            else c->first = m;
            c->last = m;
            continue;
        }
        if (mbn__u32(m->bytes + 8) != c->transaction) {
            free(m);
            continue;
        }
        uint32_t type = mbn__u32(m->bytes);
        result = type == 0x80000004u ? MBN_E_FAIL : mbn__result_of(mbn__u32(m->bytes + (type == 0x80000003u ? 40 : 12)));
        if (result == MBN_S_OK) *answer = m;
        else free(m);
        return result;
    }
}

/* One call: fixed fields, texts as offset and size behind them, bytes at the end. An answer is for free(). */
static mbn_hresult mbn__call(
    mbn_client *c, uint32_t cid, const uint32_t *fields, size_t field_count, const char *const *texts, size_t text_count,
    const void *data, size_t data_size, mbn__message **answer) {
    if (!c || (!data && data_size > 0)) return MBN_E_POINTER;
    size_t fixed = 4 * field_count + 8 * text_count, size = fixed;
    for (size_t i = 0; i < text_count; i++) {
        if (!texts[i]) return MBN_E_POINTER;
        size += (mbn__utf16(texts[i], NULL) + 3) & ~(size_t)3;
    }
    if (size > MBN__MAX_TRANSFER - MBN__RETURN_HEADER || data_size > MBN__MAX_TRANSFER - MBN__RETURN_HEADER - size) {
        return MBN_ERROR_BUFFER_OVERFLOW;
    }
    size += data_size;
    uint8_t *m = (uint8_t *)calloc(1, MBN__RETURN_HEADER + size), *buffer = m + MBN__RETURN_HEADER;
    if (!m) return MBN_E_OUTOFMEMORY;
    mbn__put32(m, 3);
    mbn__put32(m + 4, (uint32_t)(MBN__RETURN_HEADER + size));
    mbn__put32(m + 8, ++c->transaction);
    mbn__put32(m + 12, 1);
    memcpy(m + 20, mbn__service, 16);
    mbn__put32(m + 36, cid);
    mbn__put32(m + 40, 1);
    mbn__put32(m + 44, (uint32_t)size);
    for (size_t i = 0; i < field_count; i++) mbn__put32(buffer + 4 * i, fields[i]);
    size_t at = fixed;
    for (size_t i = 0; i < text_count; i++) {
        size_t length = mbn__utf16(texts[i], buffer + at);
        mbn__put32(buffer + 4 * field_count + 8 * i, length ? (uint32_t)at : 0);
        mbn__put32(buffer + 4 * field_count + 8 * i + 4, (uint32_t)length);
        at += (length + 3) & ~(size_t)3;
    }
    if (data_size > 0) memcpy(buffer + at, data, data_size);
    mbn_hresult result = mbn__send(c, m, MBN__RETURN_HEADER + size);
    free(m);
    return result == MBN_S_OK ? mbn__answer(c, answer) : result;
}

/* A text of a record of size bytes, whose offset and size stand at a place that was checked; 0 when they lie. */
static int mbn__text(const uint8_t *record, size_t size, size_t at, char *out, size_t room) {
    uint32_t offset = mbn__u32(record + at), length = mbn__u32(record + at + 4);
    if (length > size || offset > size - length || (length & 1)) return 0;
    size_t used = 0;
    for (uint32_t i = 0; i < length; i += 2) {
        uint32_t code = record[offset + i] | (uint32_t)record[offset + i + 1] << 8;
        if (code >= 0xd800 && code < 0xdc00 && i + 3 < length) {
            uint32_t low = record[offset + i + 2] | (uint32_t)record[offset + i + 3] << 8;
            code = 0x10000 + ((code - 0xd800) << 10) + ((low - 0xdc00) & 0x3ff);
            i += 2;
        }
        size_t bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
        if (used + bytes >= room) break;
        if (bytes == 1) out[used] = (char)code;
        for (size_t b = bytes; bytes > 1 && b > 0; b--, code >>= 6) {
            out[used + b - 1] = (char)(b > 1 ? 0x80 | (code & 0x3f) : ((0xf00 >> bytes) & 0xff) | code);
        }
        used += bytes;
    }
    out[used] = 0;
    return 1;
}

/* A call whose answer is one number. */
static mbn_hresult mbn__number_call(
    mbn_client *c, uint32_t cid, const uint32_t *fields, size_t field_count, const char *const *texts, size_t text_count,
    const void *data, size_t data_size, uint32_t *number) {
    mbn__message *answer;
    mbn_hresult result = mbn__call(c, cid, fields, field_count, texts, text_count, data, data_size, &answer);
    if (result != MBN_S_OK) return result;
    if (answer->size < MBN__RETURN_HEADER + 4) result = mbn__lost(c);
    else if (number) *number = mbn__u32(answer->bytes + MBN__RETURN_HEADER);
    free(answer);
    return result;
}

static mbn_hresult mbn__empty_call(
    mbn_client *c, uint32_t cid, const uint32_t *fields, size_t field_count, const char *const *texts, size_t text_count) {
    mbn__message *answer;
    mbn_hresult result = mbn__call(c, cid, fields, field_count, texts, text_count, NULL, 0, &answer);
    if (result == MBN_S_OK) free(answer);
    return result;
}

static mbn_hresult mbn__guid_call(mbn_client *c, uint32_t cid, uint32_t object, char id[MBN_GUID_SIZE]) {
    mbn__message *answer;
    mbn_hresult result = mbn__call(c, cid, &object, 1, NULL, 0, NULL, 0, &answer);
    if (result != MBN_S_OK) return result;
    size_t size = answer->size - MBN__RETURN_HEADER;
    if (size < 8 || !mbn__text(answer->bytes + MBN__RETURN_HEADER, size, 0, id, MBN_GUID_SIZE)) result = mbn__lost(c);
    free(answer);
    return result;
}

static mbn_hresult mbn__bool_call(mbn_client *c, uint32_t cid, uint32_t object, int *value) {
    uint32_t number = 0;
    mbn_hresult result = mbn__number_call(c, cid, &object, 1, NULL, 0, NULL, 0, &number);
    *value = number != 0;
    return result;
}

/* The elements of an array: record i of fixed_size bytes at least. NULL when the answer lies. */
static const uint8_t *mbn__element(const mbn__message *answer, uint32_t i, size_t fixed_size, size_t *size) {
    const uint8_t *buffer = answer->bytes + MBN__RETURN_HEADER;
    size_t all = answer->size - MBN__RETURN_HEADER;
    uint32_t offset = mbn__u32(buffer + 4 + 8 * (size_t)i), length = mbn__u32(buffer + 8 + 8 * (size_t)i);
    if (length < fixed_size || length > all || offset > all - length) return NULL;
    *size = length;
    return buffer + offset;
}

static int mbn__count(const mbn__message *answer, uint32_t *count) {
    size_t size = answer->size - MBN__RETURN_HEADER;
    if (size < 4) return 0;
    *count = mbn__u32(answer->bytes + MBN__RETURN_HEADER);
    return *count <= (size - 4) / 8;
}

/* ---- the connection ---- */

static int mbn__open_tcp(const char *address) {
    char host[256];
    const char *colon = strrchr(address, ':');
    if (!colon || (size_t)(colon - address) >= sizeof host) return -1;
    size_t length = (size_t)(colon - address);
    memcpy(host, address, length);
    host[length] = 0;
    char *name = host;
    if (length > 1 && host[0] == '[' && host[length - 1] == ']') {
        host[length - 1] = 0;
        name++;
    }
    struct addrinfo hints, *found, *each;
    memset(&hints, 0, sizeof hints);
    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(name, colon + 1, &hints, &found) != 0) return -1;
    int fd = -1;
    for (each = found; each && fd < 0; each = each->ai_next) {
        fd = socket(each->ai_family, each->ai_socktype, each->ai_protocol);
        if (fd >= 0 && connect(fd, each->ai_addr, each->ai_addrlen) != 0) {
            close(fd);
            fd = -1;
        }
    }
    freeaddrinfo(found);
    return fd;
}

static int mbn__open_unix(const char *address) {
    struct sockaddr_un name;
    size_t length = strlen(address);
    memset(&name, 0, sizeof name);
    name.sun_family = AF_UNIX;
    if (length >= sizeof name.sun_path) return -1;
    memcpy(name.sun_path, address, length);
    if (address[0] == '@') name.sun_path[0] = 0;
    else length++;
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&name, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length)) != 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

mbn_hresult mbn_connect(const char *address, mbn_client **client) {
    if (!client) return MBN_E_POINTER;
    *client = NULL;
    if (!address) address = getenv("MBIM_EMULATOR_SERVICE_SOCKET");
    if (!address) address = getenv("MBIM_EMULATOR_SERVICE_PIPE");
    if (!address) address = getenv("MBIM_EMULATOR_SERVICE_TCP");
    if (!address) return MBN_E_INVALIDARG;
    mbn_client *c = (mbn_client *)calloc(1, sizeof *c);
    if (!c) return MBN_E_OUTOFMEMORY;
    c->fd = address[0] == '@' || strchr(address, '/') ? mbn__open_unix(address) : mbn__open_tcp(address);
#ifdef SO_NOSIGPIPE
    int on = 1;
    if (c->fd >= 0) setsockopt(c->fd, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
    mbn__message *answer;
    mbn_hresult result = c->fd < 0 ? MBN_RPC_E_DISCONNECTED : mbn__send_plain(c, 1, 16, MBN_MAX_TRANSFER);
    if (result == MBN_S_OK) result = mbn__answer(c, &answer);
    if (result != MBN_S_OK) {
        mbn_disconnect(c);
        return result;
    }
    free(answer);
    *client = c;
    return MBN_S_OK;
}

void mbn_disconnect(mbn_client *c) {
    if (!c) return;
    mbn__message *answer;
    if (c->fd >= 0 && mbn__send_plain(c, 2, 12, 0) == MBN_S_OK && mbn__answer(c, &answer) == MBN_S_OK) free(answer);
    if (c->fd >= 0) close(c->fd);
    while (c->first) {
        mbn__message *next = c->first->next;
        free(c->first);
        c->first = next;
    }
    free(c->taken);
    free(c->unfinished[0]);
    free(c->unfinished[1]);
    free(c->input);
    free(c);
}

int mbn_fd(const mbn_client *c) { return c->fd; }

/* ---- calls ---- */

mbn_hresult mbn_get_interfaces(mbn_client *c, mbn_interface **list, size_t *count) {
    if (!list || !count) return MBN_E_POINTER;
    mbn__message *answer;
    mbn_hresult result = mbn__call(c, MBN_GET_INTERFACES, NULL, 0, NULL, 0, NULL, 0, &answer);
    if (result != MBN_S_OK) return result;
    uint32_t n = 0;
    mbn_interface *all = mbn__count(answer, &n) ? (mbn_interface *)calloc((size_t)n + 1, sizeof *all) : NULL;
    for (uint32_t i = 0; all && i < n; i++) {
        size_t size;
        const uint8_t *r = mbn__element(answer, i, 20, &size);
        if (!r || !mbn__text(r, size, 0, all[i].interface_id, MBN_GUID_SIZE) || !mbn__text(r, size, 8, all[i].name, sizeof all[i].name)) {
            free(all);
            all = NULL;
        } else {
            all[i].is_present = mbn__u32(r + 16) != 0;
        }
    }
    free(answer);
    *list = all;
    *count = n;
    return all ? MBN_S_OK : mbn__lost(c);
}

mbn_hresult mbn_enumerate_device_services(mbn_client *c, uint32_t context, mbn_device_service **list, size_t *count) {
    if (!list || !count) return MBN_E_POINTER;
    mbn__message *answer;
    mbn_hresult result = mbn__call(c, MBN_ENUMERATE_DEVICE_SERVICES, &context, 1, NULL, 0, NULL, 0, &answer);
    if (result != MBN_S_OK) return result;
    uint32_t n = 0;
    mbn_device_service *all = mbn__count(answer, &n) ? (mbn_device_service *)calloc((size_t)n + 1, sizeof *all) : NULL;
    for (uint32_t i = 0; all && i < n; i++) {
        size_t size;
        const uint8_t *r = mbn__element(answer, i, 16, &size);
        if (!r || !mbn__text(r, size, 0, all[i].device_service_id, MBN_GUID_SIZE)) {
            free(all);
            all = NULL;
        } else {
            all[i].data_write_supported = mbn__u32(r + 8) != 0;
            all[i].data_read_supported = mbn__u32(r + 12) != 0;
        }
    }
    free(answer);
    *list = all;
    *count = n;
    return all ? MBN_S_OK : mbn__lost(c);
}

mbn_hresult mbn_declare_caller(mbn_client *c, const char *user, const char *groups, const char *capabilities) {
    const char *texts[3];
    texts[0] = user;
    texts[1] = groups;
    texts[2] = capabilities;
    return mbn__empty_call(c, MBN_DECLARE_CALLER, NULL, 0, texts, 3);
}

mbn_hresult mbn_release_object(mbn_client *c, uint32_t object) { return mbn__empty_call(c, MBN_RELEASE_OBJECT, &object, 1, NULL, 0); }

mbn_hresult mbn_get_device_services_context(mbn_client *c, const char *interface_id, uint32_t *context) {
    return mbn__number_call(c, MBN_GET_DEVICE_SERVICES_CONTEXT, NULL, 0, &interface_id, 1, NULL, 0, context);
}

mbn_hresult mbn_get_device_service(mbn_client *c, uint32_t context, const char *device_service_id, uint32_t *service) {
    return mbn__number_call(c, MBN_GET_DEVICE_SERVICE, &context, 1, &device_service_id, 1, NULL, 0, service);
}

mbn_hresult mbn_get_max_command_size(mbn_client *c, uint32_t context, uint32_t *size) {
    return mbn__number_call(c, MBN_MAX_COMMAND_SIZE, &context, 1, NULL, 0, NULL, 0, size);
}

mbn_hresult mbn_get_max_data_size(mbn_client *c, uint32_t context, uint32_t *size) {
    return mbn__number_call(c, MBN_MAX_DATA_SIZE, &context, 1, NULL, 0, NULL, 0, size);
}

mbn_hresult mbn_query_supported_commands(mbn_client *c, uint32_t service, uint32_t *request_id) {
    return mbn__number_call(c, MBN_QUERY_SUPPORTED_COMMANDS, &service, 1, NULL, 0, NULL, 0, request_id);
}

mbn_hresult mbn_open_command_session(mbn_client *c, uint32_t service, uint32_t *request_id) {
    return mbn__number_call(c, MBN_OPEN_COMMAND_SESSION, &service, 1, NULL, 0, NULL, 0, request_id);
}

mbn_hresult mbn_close_command_session(mbn_client *c, uint32_t service, uint32_t *request_id) {
    return mbn__number_call(c, MBN_CLOSE_COMMAND_SESSION, &service, 1, NULL, 0, NULL, 0, request_id);
}

mbn_hresult mbn_set_command(
    mbn_client *c, uint32_t service, uint32_t command_id, const void *data, size_t size, uint32_t *request_id) {
    uint32_t fields[2];
    fields[0] = service;
    fields[1] = command_id;
    return mbn__number_call(c, MBN_SET_COMMAND, fields, 2, NULL, 0, data, size, request_id);
}

mbn_hresult mbn_query_command(
    mbn_client *c, uint32_t service, uint32_t command_id, const void *data, size_t size, uint32_t *request_id) {
    uint32_t fields[2];
    fields[0] = service;
    fields[1] = command_id;
    return mbn__number_call(c, MBN_QUERY_COMMAND, fields, 2, NULL, 0, data, size, request_id);
}

mbn_hresult mbn_open_data_session(mbn_client *c, uint32_t service, uint32_t *request_id) {
    return mbn__number_call(c, MBN_OPEN_DATA_SESSION, &service, 1, NULL, 0, NULL, 0, request_id);
}

mbn_hresult mbn_close_data_session(mbn_client *c, uint32_t service, uint32_t *request_id) {
    return mbn__number_call(c, MBN_CLOSE_DATA_SESSION, &service, 1, NULL, 0, NULL, 0, request_id);
}

mbn_hresult mbn_write_data(mbn_client *c, uint32_t service, const void *data, size_t size, uint32_t *request_id) {
    return mbn__number_call(c, MBN_WRITE_DATA, &service, 1, NULL, 0, data, size, request_id);
}

mbn_hresult mbn_get_interface_id(mbn_client *c, uint32_t service, char id[MBN_GUID_SIZE]) {
    return mbn__guid_call(c, MBN_INTERFACE_ID, service, id);
}

mbn_hresult mbn_get_device_service_id(mbn_client *c, uint32_t service, char id[MBN_GUID_SIZE]) {
    return mbn__guid_call(c, MBN_DEVICE_SERVICE_ID, service, id);
}

mbn_hresult mbn_is_command_session_open(mbn_client *c, uint32_t service, int *is_open) {
    return mbn__bool_call(c, MBN_IS_COMMAND_SESSION_OPEN, service, is_open);
}

mbn_hresult mbn_is_data_session_open(mbn_client *c, uint32_t service, int *is_open) {
    return mbn__bool_call(c, MBN_IS_DATA_SESSION_OPEN, service, is_open);
}

/* ---- events ---- */

static int mbn__parse_event(const mbn__message *m, mbn_event *e) {
    const uint8_t *b = m->bytes + MBN__EVENT_HEADER;
    size_t size = m->size - MBN__EVENT_HEADER, fixed = 0;
    memset(e, 0, sizeof *e);
    e->cid = (enum mbn_cid)mbn__u32(m->bytes + 36);
    switch (e->cid) {
    case MBN_INTERFACE_STATE_CHANGE:
    case MBN_SESSIONS_STATE_CHANGE:
        if (size < 12 || !mbn__text(b, size, 0, e->interface_id, MBN_GUID_SIZE)) return 0;
        e->state = mbn__u32(b + 8);
        return 1;
    case MBN_READ_DATA:
        fixed = 4;
        break;
    case MBN_EVENT_NOTIFICATION:
        fixed = 8;
        break;
    case MBN_QUERY_SUPPORTED_COMMANDS:
        fixed = 16;
        break;
    case MBN_SET_COMMAND:
    case MBN_QUERY_COMMAND:
        fixed = 20;
        break;
    default:
        fixed = 12;
        break;
    }
    if (size < fixed) return 0;
    e->object = mbn__u32(b);
    if (e->cid == MBN_EVENT_NOTIFICATION) e->id = mbn__u32(b + 4);
    if (fixed >= 12) {
        e->request_id = mbn__u32(b + 4);
        e->status = mbn__u32(b + 8);
    }
    if (e->cid == MBN_QUERY_SUPPORTED_COMMANDS) {
        e->command_id_count = mbn__u32(b + 12);
        e->command_ids = b + 16;
        return e->command_id_count <= (size - 16) / 4;
    }
    if (fixed == 20) {
        e->id = mbn__u32(b + 12);
        e->has_more = mbn__u32(b + 16) != 0;
    }
    if (fixed != 12) {
        e->data = b + fixed;
        e->size = size - fixed;
    }
    return 1;
}

static int mbn__take(mbn_client *c, mbn__message *m, mbn_event *event) {
    free(c->taken);
    c->taken = m;
    if (mbn__parse_event(m, event)) return 1;
    mbn__lost(c);
    return -1;
}

int mbn_next_event(mbn_client *c, int timeout_ms, mbn_event *event) {
    int64_t end = mbn__now() + timeout_ms;
    if (c->first) {
        mbn__message *m = c->first;
        c->first = m->next;
        if (!c->first) c->last = NULL;
        return mbn__take(c, m, event);
    }
    while (1) {
        mbn__message *m;
        if (mbn__read(c, timeout_ms < 0 ? -1 : mbn__left(end), &m) != MBN_S_OK) return -1;
        if (!m) return 0;
        if (mbn__u32(m->bytes) == 0x80000007u) return mbn__take(c, m, event);
        free(m); /* the return of a call that was given up */
    }
}

int mbn_dispatch(mbn_client *c, int timeout_ms, mbn_event_fn callback, void *user) {
    mbn_event event;
    int count = 0, got;
    while ((got = mbn_next_event(c, count == 0 ? timeout_ms : 0, &event)) > 0) {
        callback(user, &event);
        count++;
    }
    return got < 0 && count == 0 ? -1 : count;
}

mbn_hresult mbn_wait(mbn_client *c, uint32_t request_id, int timeout_ms, mbn_event *event) {
    mbn_event found;
    mbn__message **place = &c->first, *before = NULL;
    int64_t end = mbn__now() + timeout_ms;
    if (!event) event = &found;
    while (1) {
        mbn__message *m = *place;
        if (!m) {
            if (mbn__read(c, timeout_ms < 0 ? -1 : mbn__left(end), &m) != MBN_S_OK) return MBN_RPC_E_DISCONNECTED;
            if (!m) return MBN_E_PENDING;
            if (mbn__u32(m->bytes) != 0x80000007u) {
                free(m);
                continue;
            }
            *place = c->last = m;
        }
        if (!mbn__parse_event(m, event)) return mbn__lost(c);
        if (event->request_id == request_id && event->cid >= MBN_QUERY_SUPPORTED_COMMANDS && event->cid <= MBN_WRITE_DATA) {
            *place = m->next;
            if (c->last == m) c->last = before;
            return mbn__take(c, m, event) > 0 ? event->status : MBN_RPC_E_DISCONNECTED;
        }
        before = m;
        place = &m->next;
    }
}

uint32_t mbn_command_id(const mbn_event *event, size_t index) { return mbn__u32(event->command_ids + 4 * index); }

const char *mbn_hresult_name(mbn_hresult result) {
    static const struct {
        mbn_hresult value;
        const char *name;
    } names[] = {
        {0x00000000u, "S_OK"},
        {0x8000000Au, "E_PENDING"},
        {0x80004003u, "E_POINTER"},
        {0x80070005u, "E_ACCESSDENIED"},
        {0x8007000Eu, "E_OUTOFMEMORY"},
        {0x80070032u, "ERROR_NOT_SUPPORTED"},
        {0x80070045u, "ERROR_TOO_MANY_SESS"},
        {0x8007006Eu, "ERROR_OPEN_FAILED"},
        {0x8007006Fu, "ERROR_BUFFER_OVERFLOW"},
        {0x80070490u, "ERROR_NOT_FOUND"},
        {0x80070057u, "E_INVALIDARG"},
        {0x800700AAu, "ERROR_BUSY"},
        {0x80070015u, "ERROR_NOT_READY"},
        {0x80004005u, "E_FAIL"},
        {0x80010108u, "RPC_E_DISCONNECTED"},
        {0x80548201u, "E_MBN_CONTEXT_NOT_ACTIVATED"},
        {0x80548202u, "E_MBN_BAD_SIM"},
        {0x80548203u, "E_MBN_DATA_CLASS_NOT_AVAILABLE"},
        {0x80548204u, "E_MBN_INVALID_ACCESS_STRING"},
        {0x80548205u, "E_MBN_MAX_ACTIVATED_CONTEXTS"},
        {0x80548206u, "E_MBN_PACKET_SVC_DETACHED"},
        {0x80548207u, "E_MBN_PROVIDER_NOT_VISIBLE"},
        {0x80548208u, "E_MBN_RADIO_POWER_OFF"},
        {0x80548209u, "E_MBN_SERVICE_NOT_ACTIVATED"},
        {0x8054820Au, "E_MBN_SIM_NOT_INSERTED"},
        {0x8054820Bu, "E_MBN_VOICE_CALL_IN_PROGRESS"},
        {0x8054820Cu, "E_MBN_INVALID_CACHE"},
        {0x8054820Du, "E_MBN_NOT_REGISTERED"},
        {0x8054820Eu, "E_MBN_PROVIDERS_NOT_FOUND"},
        {0x8054820Fu, "E_MBN_PIN_NOT_SUPPORTED"},
        {0x80548210u, "E_MBN_PIN_REQUIRED"},
        {0x80548211u, "E_MBN_PIN_DISABLED"},
        {0x80548212u, "E_MBN_FAILURE"},
        {0x80548218u, "E_MBN_INVALID_PROFILE"},
        {0x80548219u, "E_MBN_DEFAULT_PROFILE_EXIST"},
        {0x80548220u, "E_MBN_SMS_ENCODING_NOT_SUPPORTED"},
        {0x80548221u, "E_MBN_SMS_FILTER_NOT_SUPPORTED"},
        {0x80548222u, "E_MBN_SMS_INVALID_MEMORY_INDEX"},
        {0x80548223u, "E_MBN_SMS_LANG_NOT_SUPPORTED"},
        {0x80548224u, "E_MBN_SMS_MEMORY_FAILURE"},
        {0x80548225u, "E_MBN_SMS_NETWORK_TIMEOUT"},
        {0x80548226u, "E_MBN_SMS_UNKNOWN_SMSC_ADDRESS"},
        {0x80548227u, "E_MBN_SMS_FORMAT_NOT_SUPPORTED"},
        {0x80548228u, "E_MBN_SMS_OPERATION_NOT_ALLOWED"},
        {0x80548229u, "E_MBN_SMS_MEMORY_FULL"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i].value == result) return names[i].name;
    }
    return "HRESULT";
}

#endif
