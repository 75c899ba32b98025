/* The line format that both programs share: "Path.Of.Field=value", a message ends with a line of one dot. Numbers are decimal, bytes and
 * addresses hexadecimal, texts UTF-8 with %XX for control characters, '%' and DEL. */
#ifndef FIELDS_H
#define FIELDS_H

#include <libmbim-glib.h>
#include <mbim-proxy-control.h>
#include <stdio.h>
#include <string.h>

static char field_prefix[128];

static inline void
enter (const char *array, guint32 index)
{
    size_t end = strlen (field_prefix);

    g_snprintf (field_prefix + end, sizeof field_prefix - end, "%s.%u.", array, index);
}

static inline void
enter_structure (const char *name)
{
    g_strlcat (field_prefix, name, sizeof field_prefix);
    g_strlcat (field_prefix, ".", sizeof field_prefix);
}

static inline void
leave (void)
{
    field_prefix[0] = '\0';
}

static inline void
number (const char *name, guint64 value)
{
    printf ("%s%s=%" G_GUINT64_FORMAT "\n", field_prefix, name, value);
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
uuid (const char *name, const MbimUuid *value)
{
    bytes (name, value, sizeof *value);
}

static inline void
provider (const MbimProvider *value)
{
    text ("ProviderId", value->provider_id);
    number ("ProviderState", value->provider_state);
    text ("ProviderName", value->provider_name);
    number ("CellularClass", value->cellular_class);
    number ("Rssi", value->rssi);
    number ("ErrorRate", value->error_rate);
}

static inline void
providers (guint32 count, const MbimProvider *const *values)
{
    number ("ProvidersCount", count);
    for (guint32 i = 0; i < count; i++) {
        enter ("Providers", i);
        provider (values[i]);
        leave ();
    }
}

static inline void
events (guint32 count, const MbimEventEntry *const *values)
{
    number ("EventsCount", count);
    for (guint32 i = 0; i < count; i++) {
        enter ("Events", i);
        uuid ("DeviceServiceId", &values[i]->device_service_id);
        number ("CidsCount", values[i]->cids_count);
        for (guint32 j = 0; j < values[i]->cids_count; j++) {
            char name[24];

            g_snprintf (name, sizeof name, "Cids.%u", j);
            number (name, values[i]->cids[j]);
        }
        leave ();
    }
}

static inline void
packet_filter (guint32 index, guint32 size, const guint8 *filter, const guint8 *mask)
{
    enter ("PacketFilters", index);
    number ("FilterSize", size);
    bytes ("Filter", filter, size);
    bytes ("Mask", mask, size);
}

static inline void
information_elements (const GList *elements)
{
    guint32 i = 0;

    for (; elements; elements = elements->next) {
        guint32       length = 0;
        const guint8 *data = mbim_tlv_get_tlv_data (elements->data, &length);

        enter ("UnnamedIes", i++);
        number ("Type", mbim_tlv_get_tlv_type (elements->data));
        bytes ("Data", data, length);
        leave ();
    }
}

static inline void
ip_configuration (guint32 session_id, guint32 ipv4_available, guint32 ipv6_available, guint32 ipv4_count, const MbimIPv4Element *const *ipv4,
                  guint32 ipv6_count, const MbimIPv6Element *const *ipv6, const MbimIPv4 *ipv4_gateway, const MbimIPv6 *ipv6_gateway,
                  guint32 ipv4_dns_count, const MbimIPv4 *ipv4_dns, guint32 ipv6_dns_count, const MbimIPv6 *ipv6_dns, guint32 ipv4_mtu,
                  guint32 ipv6_mtu)
{
    char name[32];

    number ("SessionId", session_id);
    number ("IPv4ConfigurationAvailable", ipv4_available);
    number ("IPv6ConfigurationAvailable", ipv6_available);
    number ("IPv4AddressCount", ipv4_count);
    for (guint32 i = 0; i < ipv4_count; i++) {
        enter ("IPv4Address", i);
        number ("OnLinkPrefixLength", ipv4[i]->on_link_prefix_length);
        bytes ("Address", &ipv4[i]->ipv4_address, sizeof (MbimIPv4));
        leave ();
    }
    number ("IPv6AddressCount", ipv6_count);
    for (guint32 i = 0; i < ipv6_count; i++) {
        enter ("IPv6Address", i);
        number ("OnLinkPrefixLength", ipv6[i]->on_link_prefix_length);
        bytes ("Address", &ipv6[i]->ipv6_address, sizeof (MbimIPv6));
        leave ();
    }
    bytes ("IPv4Gateway", ipv4_gateway, ipv4_gateway ? sizeof (MbimIPv4) : 0);
    bytes ("IPv6Gateway", ipv6_gateway, ipv6_gateway ? sizeof (MbimIPv6) : 0);
    number ("IPv4DnsServerCount", ipv4_dns_count);
    for (guint32 i = 0; i < ipv4_dns_count; i++) {
        g_snprintf (name, sizeof name, "IPv4DnsServer.%u", i);
        bytes (name, &ipv4_dns[i], sizeof (MbimIPv4));
    }
    number ("IPv6DnsServerCount", ipv6_dns_count);
    for (guint32 i = 0; i < ipv6_dns_count; i++) {
        g_snprintf (name, sizeof name, "IPv6DnsServer.%u", i);
        bytes (name, &ipv6_dns[i], sizeof (MbimIPv6));
    }
    number ("IPv4Mtu", ipv4_mtu);
    number ("IPv6Mtu", ipv6_mtu);
}

static inline void
end_of_message (void)
{
    leave ();
    puts (".");
}

#endif
