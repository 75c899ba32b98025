/* Reads lines "OPERATION COUNT [hex]", does it COUNT times with libmbim-glib, and prints the nanoseconds that this took. */
#include <libmbim-glib.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static guint64 kept;

static void
encode_connect (const GByteArray *unused)
{
    static const MbimUuid internet = { { 0x7e, 0x5e, 0x2a, 0x7e }, { 0x4e, 0x6f }, { 0x72, 0x72 }, { 0x73, 0x6b },
                                       { 0x65, 0x6e, 0x7e, 0x5e, 0x2a, 0x7e } };
    MbimMessage          *message = mbim_message_connect_set_new (1, MBIM_ACTIVATION_COMMAND_ACTIVATE, "internet.example.com", "subscriber",
                                                                  "secret", MBIM_COMPRESSION_NONE, MBIM_AUTH_PROTOCOL_CHAP,
                                                                  MBIM_CONTEXT_IP_TYPE_IPV4V6, &internet, NULL);

    kept += mbim_message_get_message_length (message);
    mbim_message_unref (message);
}

static MbimMessage *
received (const GByteArray *bytes)
{
    MbimMessage *message = mbim_message_new (bytes->data, bytes->len);

    if (!mbim_message_validate (message, NULL))
        g_error ("libmbim refuses the message");
    return message;
}

static void
decode_device_services (const GByteArray *bytes)
{
    MbimMessage                   *message = received (bytes);
    MbimDeviceServiceElementArray *services = NULL;
    guint32                        count, sessions;

    if (!mbim_message_device_services_response_parse (message, &count, &sessions, &services, NULL))
        g_error ("libmbim cannot parse DEVICE_SERVICES");
    kept += sessions;
    for (guint32 i = 0; i < count; i++) {
        kept += services[i]->device_service_id.a[0] + services[i]->dss_payload + services[i]->max_dss_instances;
        for (guint32 j = 0; j < services[i]->cids_count; j++)
            kept += services[i]->cids[j];
    }
    mbim_device_service_element_array_free (services);
    mbim_message_unref (message);
}

static void
decode_connect (const GByteArray *bytes)
{
    MbimMessage        *message = received (bytes);
    const MbimUuid     *type;
    MbimActivationState state;
    MbimVoiceCallState  voice;
    MbimContextIpType   ip_type;
    guint32             session, nw_error;

    if (!mbim_message_connect_response_parse (message, &session, &state, &voice, &ip_type, &type, &nw_error, NULL))
        g_error ("libmbim cannot parse CONNECT");
    kept += session + state + voice + ip_type + type->a[0] + nw_error;
    mbim_message_unref (message);
}

static const struct {
    const char *name;
    void (*run) (const GByteArray *bytes);
} operations[] = {
    { "encode-connect", encode_connect },
    { "decode-device-services", decode_device_services },
    { "decode-connect", decode_connect },
};

int
main (void)
{
    char   *line = NULL;
    size_t  size = 0;

    while (getline (&line, &size, stdin) > 0) {
        g_auto (GStrv)         words = g_strsplit (g_strstrip (line), " ", 3);
        g_autoptr (GByteArray) bytes = g_byte_array_new ();
        guint64                count = g_ascii_strtoull (words[1], NULL, 10);
        struct timespec        from, to;

        for (const char *at = words[2]; at && g_ascii_isxdigit (at[0]); at += 2) {
            guint8 byte = (guint8) (g_ascii_xdigit_value (at[0]) << 4 | g_ascii_xdigit_value (at[1]));

            g_byte_array_append (bytes, &byte, 1);
        }
        for (size_t i = 0; i < G_N_ELEMENTS (operations); i++) {
            if (strcmp (words[0], operations[i].name))
                continue;
            clock_gettime (CLOCK_MONOTONIC, &from);
            for (guint64 n = 0; n < count; n++)
                operations[i].run (bytes);
            clock_gettime (CLOCK_MONOTONIC, &to);
            printf ("%" G_GINT64_FORMAT "\n", (gint64) (to.tv_sec - from.tv_sec) * 1000000000 + (to.tv_nsec - from.tv_nsec));
            fflush (stdout);
        }
    }
    free (line);
    return kept == 0;
}
