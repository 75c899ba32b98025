/* Reads lines "vN hex" (N: the MBIMEx version) with one COMMAND_DONE or INDICATE_STATUS each, and prints every field as libmbim-glib reads it,
 * in the format of fields.h. A message that libmbim refuses prints as "error=reason". */
#include "fields.h"

typedef struct {
    MbimService service;
    guint32     cid;
    gboolean    notification;
    int         since;
    gboolean (*read) (const MbimMessage *m, GError **error);
} Reader;

/* Written from the declarations of the information buffers; the layouts of a CID stand in the order of their versions. */
#include "readers.h"

static gboolean
read_message (const MbimMessage *message, int version, GError **error)
{
    gboolean      notification = mbim_message_get_message_type (message) == MBIM_MESSAGE_TYPE_INDICATE_STATUS;
    MbimService   service = notification ? mbim_message_indicate_status_get_service (message) : mbim_message_command_done_get_service (message);
    guint32       cid = notification ? mbim_message_indicate_status_get_cid (message) : mbim_message_command_done_get_cid (message);
    const Reader *found = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS (readers); i++)
        if (readers[i].service == service && readers[i].cid == cid && readers[i].notification == notification && readers[i].since <= version)
            found = &readers[i];
    if (found)
        return found->read (message, error);
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "no reader for service %d, CID %u", (int) service, cid);
    return FALSE;
}

int
main (void)
{
    char  *line = NULL;
    size_t size = 0;

    while (getline (&line, &size, stdin) > 0) {
        g_autoptr (GByteArray)  raw = g_byte_array_new ();
        g_autoptr (MbimMessage) message = NULL;
        g_autoptr (GError)      error = NULL;

        for (const char *at = line + 3; g_ascii_isxdigit (at[0]) && g_ascii_isxdigit (at[1]); at += 2) {
            guint8 byte = (guint8) (g_ascii_xdigit_value (at[0]) << 4 | g_ascii_xdigit_value (at[1]));

            g_byte_array_append (raw, &byte, 1);
        }
        message = mbim_message_new (raw->data, raw->len);
        if (!mbim_message_validate (message, &error) || !read_message (message, line[1] - '0', &error))
            text ("error", error->message);
        end_of_message ();
        fflush (stdout);
    }
    free (line);
    return 0;
}
