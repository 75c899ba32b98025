/* The line format that both programs share: "Path.Of.Field=value", a message ends with a line of one dot. Numbers are decimal, bytes and
 * addresses hexadecimal, texts UTF-8 with %XX for control characters, '%' and DEL. */
#ifndef FIELDS_H
#define FIELDS_H

#include <libmbim-glib.h>
#include <mbim-proxy-control.h>
#include <stdio.h>
#include <string.h>

/* Any value of a field: a number or a pointer. */
typedef union {
    guint16  u16;
    guint32  u32;
    gint32   i32;
    guint64  u64;
    gpointer p;
} Value;

static char field_prefix[128];

static inline void
enter (const char *name)
{
    g_strlcat (field_prefix, name, sizeof field_prefix);
    g_strlcat (field_prefix, ".", sizeof field_prefix);
}

static inline void
enter_element (const char *array, guint32 index)
{
    size_t end = strlen (field_prefix);

    g_snprintf (field_prefix + end, sizeof field_prefix - end, "%s.%u.", array, index);
}

/* Leaves what was entered last, an element with its array. */
static inline void
leave_to (size_t length)
{
    field_prefix[length] = '\0';
}

static inline void
number (const char *name, guint64 value)
{
    printf ("%s%s=%" G_GUINT64_FORMAT "\n", field_prefix, name, value);
}

static inline void
signed_number (const char *name, gint64 value)
{
    printf ("%s%s=%" G_GINT64_FORMAT "\n", field_prefix, name, value);
}

static inline void
bytes (const char *name, const void *value, size_t length)
{
    const guint8 *at = value;

    printf ("%s%s=", field_prefix, name);
    for (size_t i = 0; i < length; i++)
        printf ("%02x", at[i]);
    putchar ('\n');
}

static inline void
text (const char *name, const char *value)
{
    printf ("%s%s=", field_prefix, name);
    for (const char *at = value ? value : ""; *at; at++) {
        unsigned char c = (unsigned char) *at;

        if (c < 0x20 || c == '%' || c == 0x7f)
            printf ("%%%02X", c);
        else
            putchar (c);
    }
    putchar ('\n');
}

static inline void
texts (const char *name, guint32 count, char *const *values)
{
    size_t end = strlen (field_prefix);
    char   index[12];

    enter (name);
    for (guint32 i = 0; i < count; i++) {
        g_snprintf (index, sizeof index, "%u", i);
        text (index, values[i]);
    }
    leave_to (end);
}

static inline void
numbers (const char *name, guint32 count, const guint32 *values)
{
    size_t end = strlen (field_prefix);
    char   index[12];

    enter (name);
    for (guint32 i = 0; i < count; i++) {
        g_snprintf (index, sizeof index, "%u", i);
        number (index, values[i]);
    }
    leave_to (end);
}

static inline void
short_numbers (const char *name, guint32 count, const guint16 *values)
{
    size_t end = strlen (field_prefix);
    char   index[12];

    enter (name);
    for (guint32 i = 0; i < count; i++) {
        g_snprintf (index, sizeof index, "%u", i);
        number (index, values[i]);
    }
    leave_to (end);
}

static inline void
addresses (const char *name, guint32 count, const guint8 *values, size_t size)
{
    size_t end = strlen (field_prefix);
    char   index[12];

    enter (name);
    for (guint32 i = 0; i < count; i++) {
        g_snprintf (index, sizeof index, "%u", i);
        bytes (index, values + i * size, size);
    }
    leave_to (end);
}

static inline void
structure (const char *name, const void *value, void (*print) (const void *value))
{
    size_t end = strlen (field_prefix);

    enter (name);
    print (value);
    leave_to (end);
}

static inline void
structures (const char *name, guint32 count, void *const *values, void (*print) (const void *value))
{
    size_t end = strlen (field_prefix);

    for (guint32 i = 0; i < count; i++) {
        enter_element (name, i);
        print (values[i]);
        leave_to (end);
    }
}

static inline void
information_elements (const char *name, const GList *elements)
{
    size_t  end = strlen (field_prefix);
    guint32 i = 0;

    for (; elements; elements = elements->next) {
        guint32       length = 0;
        const guint8 *data = mbim_tlv_get_tlv_data (elements->data, &length);

        enter_element (name, i++);
        number ("Type", mbim_tlv_get_tlv_type (elements->data));
        bytes ("Data", data, length);
        leave_to (end);
    }
}

static inline void
end_of_message (void)
{
    puts (".");
}

#endif
