/* Reads lines "INDEX value value ..." with the values of one request each, in the order of its fields, and prints the message in hexadecimal
 * that libmbim-glib builds of them. A number is decimal; an array begins with its length; all else is bytes in hexadecimal behind an x. */
#include <libmbim-glib.h>
#include <mbim-proxy-control.h>
#include <stdio.h>
#include <string.h>

/* A number, or bytes with their length, or a pointer to what was made of them. */
typedef struct {
    guint64  number;
    gpointer p;
} Taken;

typedef MbimMessage *(*Builder) (GError **error);

static char      *at;
static GPtrArray *kept;

/* Lives until the message is built. */
static gpointer
keep (gpointer value)
{
    g_ptr_array_add (kept, value);
    return value;
}

static Taken
take_number (void)
{
    return (Taken) { .number = *at && at[1] == '-' ? (guint64) g_ascii_strtoll (at, &at, 10) : g_ascii_strtoull (at, &at, 10) };
}

/* Absent when there are none. A NUL follows. */
static Taken
take_bytes (void)
{
    GByteArray *value = g_byte_array_new ();
    Taken       taken = { 0 };
    guint8      byte = 0;

    for (at += 2; g_ascii_isxdigit (at[0]) && g_ascii_isxdigit (at[1]); at += 2) {
        byte = (guint8) (g_ascii_xdigit_value (at[0]) << 4 | g_ascii_xdigit_value (at[1]));
        g_byte_array_append (value, &byte, 1);
    }
    taken.number = value->len;
    byte = 0;
    g_byte_array_append (value, &byte, 1);
    taken.p = keep (g_byte_array_free (value, FALSE));
    if (taken.number == 0)
        taken.p = NULL;
    return taken;
}

static inline Taken
take_text (void)
{
    Taken taken = take_bytes ();

    if (!taken.p)
        taken.p = keep (g_strdup (""));
    return taken;
}

/* A text that is given as its UTF-16LE. */
static inline Taken
take_utf16 (void)
{
    Taken taken = take_bytes ();
    char *text = taken.p ? g_utf16_to_utf8 (taken.p, (glong) taken.number / 2, NULL, NULL, NULL) : g_strdup ("");

    return (Taken) { .p = keep (text) };
}

static inline Taken
take_array (Taken (*take) (void))
{
    Taken     taken = take_number ();
    gpointer *values = keep (g_new0 (gpointer, taken.number + 1));

    for (guint64 i = 0; i < taken.number; i++)
        values[i] = take ().p;
    taken.p = values;
    return taken;
}

static inline Taken
take_texts (void)
{
    return take_array (take_text);
}

static inline Taken
take_structures (Taken (*take) (void))
{
    return take_array (take);
}

static inline Taken
take_numbers (void)
{
    Taken    taken = take_number ();
    guint32 *values = keep (g_new0 (guint32, taken.number + 1));

    for (guint64 i = 0; i < taken.number; i++)
        values[i] = (guint32) take_number ().number;
    taken.p = values;
    return taken;
}

static inline Taken
take_addresses (size_t size)
{
    Taken   taken = take_number ();
    guint8 *values = keep (g_malloc0 (taken.number * size + 1));

    for (guint64 i = 0; i < taken.number; i++)
        memcpy (values + i * size, take_bytes ().p, size);
    taken.p = values;
    return taken;
}

static inline Taken
take_information_elements (void)
{
    guint64 count = take_number ().number;
    GList  *values = NULL;

    for (guint64 i = 0; i < count; i++) {
        guint64 type = take_number ().number;
        Taken   data = take_bytes ();

        values = g_list_append (values, mbim_tlv_new ((MbimTlvType) type, data.p, (guint32) data.number));
    }
    return (Taken) { .number = count, .p = values };
}

/* Written from the declarations of the information buffers; a request's builder stands at its index. */
#include "builders.h"

int
main (void)
{
    char   *line = NULL;
    size_t  size = 0;
    guint32 transaction = 0;

    kept = g_ptr_array_new_with_free_func (g_free);
    while (getline (&line, &size, stdin) > 0) {
        guint64                 index = g_ascii_strtoull (line, &at, 10);
        g_autoptr (GError)      error = NULL;
        g_autoptr (MbimMessage) built = builders[index](&error);
        const guint8           *raw;
        guint32                 length = 0;

        if (!built)
            g_error ("%" G_GUINT64_FORMAT ": %s", index, error->message);
        mbim_message_set_transaction_id (built, ++transaction);
        raw = mbim_message_get_raw (built, &length, NULL);
        for (guint32 i = 0; i < length; i++)
            printf ("%02x", raw[i]);
        putchar ('\n');
        g_ptr_array_set_size (kept, 0);
    }
    free (line);
    return 0;
}
