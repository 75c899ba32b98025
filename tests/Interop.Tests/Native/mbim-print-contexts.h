/* Readers of the CIDs about contexts, device services and versions. */

static gboolean
read_connect (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    guint32          session, activation, voice, ip_type, nw_error, media;
    const MbimUuid  *type;
    g_autofree char *access = NULL;
    GList           *elements = NULL;

    if (version < 3 ? !EITHER (connect) (m, &session, &activation, &voice, &ip_type, &type, &nw_error, error)
                    : !EITHER (ms_basic_connect_v3_connect) (m, &session, &activation, &voice, &ip_type, &type, &nw_error, &media, &access,
                                                             &elements, error))
        return FALSE;
    number ("SessionId", session);
    number ("ActivationState", activation);
    number ("VoiceCallState", voice);
    number ("IpType", ip_type);
    uuid ("ContextType", type);
    number ("NwError", nw_error);
    if (version >= 3) {
        number ("MediaPreference", media);
        text ("AccessString", access);
        information_elements (elements);
    }
    g_list_free_full (elements, (GDestroyNotify) mbim_tlv_unref);
    return TRUE;
}

static gboolean
read_provisioned_contexts (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    guint32                             count;
    MbimProvisionedContextElementArray *values = NULL;

    if (!EITHER (provisioned_contexts) (m, &count, &values, error))
        return FALSE;
    number ("ProvisionedContextsCount", count);
    for (guint32 i = 0; i < count; i++) {
        enter ("ProvisionedContexts", i);
        number ("ContextId", values[i]->context_id);
        uuid ("ContextType", &values[i]->context_type);
        text ("AccessString", values[i]->access_string);
        text ("UserName", values[i]->user_name);
        text ("Password", values[i]->password);
        number ("Compression", values[i]->compression);
        number ("AuthProtocol", values[i]->auth_protocol);
        leave ();
    }
    mbim_provisioned_context_element_array_free (values);
    return TRUE;
}

static gboolean
read_service_activation (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    guint32       nw_error, size;
    const guint8 *buffer;

    if (!mbim_message_service_activation_response_parse (m, &nw_error, &size, &buffer, error))
        return FALSE;
    number ("NwError", nw_error);
    bytes ("Buffer", buffer, size);
    return TRUE;
}

static gboolean
read_ip_configuration (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    guint32               session, available4, available6, count4, count6, dns_count4, dns_count6, mtu4, mtu6;
    MbimIPv4ElementArray *addresses4 = NULL;
    MbimIPv6ElementArray *addresses6 = NULL;
    const MbimIPv4       *gateway4;
    const MbimIPv6       *gateway6;
    g_autofree MbimIPv4  *dns4 = NULL;
    g_autofree MbimIPv6  *dns6 = NULL;

    if (!EITHER (ip_configuration) (m, &session, &available4, &available6, &count4, &addresses4, &count6, &addresses6, &gateway4, &gateway6,
                                    &dns_count4, &dns4, &dns_count6, &dns6, &mtu4, &mtu6, error))
        return FALSE;
    ip_configuration (session, available4, available6, count4, (const MbimIPv4Element *const *) addresses4, count6,
                      (const MbimIPv6Element *const *) addresses6, gateway4, gateway6, dns_count4, dns4, dns_count6, dns6, mtu4, mtu6);
    mbim_ipv4_element_array_free (addresses4);
    mbim_ipv6_element_array_free (addresses6);
    return TRUE;
}

static gboolean
read_device_services (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    guint32                        count, sessions;
    MbimDeviceServiceElementArray *values = NULL;

    if (!mbim_message_device_services_response_parse (m, &count, &sessions, &values, error))
        return FALSE;
    number ("DeviceServicesCount", count);
    number ("MaxDssSessions", sessions);
    for (guint32 i = 0; i < count; i++) {
        enter ("DeviceServices", i);
        uuid ("DeviceServiceId", &values[i]->device_service_id);
        number ("DssPayload", values[i]->dss_payload);
        number ("MaxDssInstances", values[i]->max_dss_instances);
        number ("CidsCount", values[i]->cids_count);
        for (guint32 j = 0; j < values[i]->cids_count; j++) {
            char name[24];

            g_snprintf (name, sizeof name, "Cids.%u", j);
            number (name, values[i]->cids[j]);
        }
        leave ();
    }
    mbim_device_service_element_array_free (values);
    return TRUE;
}

static gboolean
read_subscribe_list (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    guint32              count;
    MbimEventEntryArray *values = NULL;

    if (!mbim_message_device_service_subscribe_list_response_parse (m, &count, &values, error))
        return FALSE;
    events (count, (const MbimEventEntry *const *) values);
    mbim_event_entry_array_free (values);
    return TRUE;
}

static gboolean
read_packet_statistics (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    guint32 in_discards, in_errors, out_errors, out_discards;
    guint64 in_octets, in_packets, out_octets, out_packets;

    if (!mbim_message_packet_statistics_response_parse (m, &in_discards, &in_errors, &in_octets, &in_packets, &out_octets, &out_packets,
                                                        &out_errors, &out_discards, error))
        return FALSE;
    number ("InDiscards", in_discards);
    number ("InErrors", in_errors);
    number ("InOctets", in_octets);
    number ("InPackets", in_packets);
    number ("OutOctets", out_octets);
    number ("OutPackets", out_packets);
    number ("OutErrors", out_errors);
    number ("OutDiscards", out_discards);
    return TRUE;
}

static gboolean
read_network_idle_hint (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    guint32 state;

    if (!mbim_message_network_idle_hint_response_parse (m, &state, error))
        return FALSE;
    number ("State", state);
    return TRUE;
}

static gboolean
read_emergency_mode (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    guint32 state;

    if (!EITHER (emergency_mode) (m, &state, error))
        return FALSE;
    number ("State", state);
    return TRUE;
}

static gboolean
read_packet_filters (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    guint32                  session, count;
    MbimPacketFilterArray   *filters = NULL;
    MbimPacketFilterV3Array *filters3 = NULL;

    if (version < 3 ? !mbim_message_ip_packet_filters_response_parse (m, &session, &count, &filters, error)
                    : !mbim_message_ms_basic_connect_v3_ip_packet_filters_response_parse (m, &session, &count, &filters3, error))
        return FALSE;
    number ("SessionId", session);
    number ("PacketFiltersCount", count);
    for (guint32 i = 0; i < count; i++) {
        if (version < 3)
            packet_filter (i, filters[i]->filter_size, filters[i]->packet_filter, filters[i]->packet_mask);
        else {
            packet_filter (i, filters3[i]->filter_size, filters3[i]->packet_filter, filters3[i]->packet_mask);
            number ("FilterId", filters3[i]->filter_id);
        }
        leave ();
    }
    mbim_packet_filter_array_free (filters);
    mbim_packet_filter_v3_array_free (filters3);
    return TRUE;
}

static gboolean
read_dss_connect (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    return mbim_message_dss_connect_response_parse (m, error);
}

static gboolean
read_proxy_configuration (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    return mbim_message_proxy_control_configuration_response_parse (m, error);
}

static gboolean
read_proxy_version (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    guint16 mbim, extended;

    if (!mbim_message_proxy_control_version_notification_parse (m, &mbim, &extended, error))
        return FALSE;
    number ("MbimVersion", mbim);
    number ("MbimExtendedVersion", extended);
    return TRUE;
}

static gboolean
read_version (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    guint16 mbim, extended;

    if (!mbim_message_ms_basic_connect_extensions_v2_version_response_parse (m, &mbim, &extended, error))
        return FALSE;
    number ("Version", mbim);
    number ("ExtendedVersion", extended);
    return TRUE;
}
