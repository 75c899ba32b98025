/* Requests about contexts, filters and subscriptions. */

static void
connect_requests (void)
{
    g_autofree char *access = any_text (), *user = any_text (), *password = any_text ();
    guint32          session = any (), command = any (), compression = any (), auth = any (), ip_type = any (), media = any ();
    guint32          state = any (), voice = any (), nw_error = any ();
    MbimUuid         type = *any_uuid ();
    GList           *elements = NULL;

    for (guint32 i = up_to (3); i > 0; i--) {
        guint8  data[9];
        guint32 length = up_to (sizeof data);

        fill (data, length);
        elements = g_list_append (elements, mbim_tlv_new (1 + up_to (16), data, length));
    }

    BUILD ("BasicConnect.Connect.Query", 1, mbim_message_connect_query_new, session, state, voice, ip_type, &type, nw_error);
    number ("SessionId", session);
    number ("ActivationState", state);
    number ("VoiceCallState", voice);
    number ("IpType", ip_type);
    uuid ("ContextType", &type);
    number ("NwError", nw_error);
    end_of_message ();

    BUILD ("BasicConnect.Connect.Set", 1, mbim_message_connect_set_new, session, command, access, user, password, compression, auth, ip_type,
           &type);
    number ("SessionId", session);
    number ("ActivationCommand", command);
    text ("AccessString", access);
    text ("UserName", user);
    text ("Password", password);
    number ("Compression", compression);
    number ("AuthProtocol", auth);
    number ("IpType", ip_type);
    uuid ("ContextType", &type);
    end_of_message ();

    BUILD ("BasicConnect.Connect.Query", 3, mbim_message_ms_basic_connect_v3_connect_query_new, session);
    number ("SessionId", session);
    end_of_message ();

    BUILD ("BasicConnect.Connect.Set", 3, mbim_message_ms_basic_connect_v3_connect_set_new, session, command, compression, auth, ip_type,
           &type, media, access, user, password, elements);
    number ("SessionId", session);
    number ("ActivationCommand", command);
    number ("Compression", compression);
    number ("AuthProtocol", auth);
    number ("IpType", ip_type);
    uuid ("ContextType", &type);
    number ("MediaPreference", media);
    text ("AccessString", access);
    text ("UserName", user);
    text ("Password", password);
    information_elements (elements);
    end_of_message ();
    g_list_free_full (elements, (GDestroyNotify) mbim_tlv_unref);
}

static void
subscribe_request (void)
{
    MbimEventEntry        values[4];
    const MbimEventEntry *list[4];
    guint32               cids[4][6];
    guint32               count = up_to (4);

    for (guint32 i = 0; i < count; i++) {
        values[i] = (MbimEventEntry) { *any_uuid (), up_to (6), cids[i] };
        fill (cids[i], sizeof cids[i]);
        list[i] = &values[i];
    }
    BUILD ("BasicConnect.DeviceServiceSubscribeList.Set", 1, mbim_message_device_service_subscribe_list_set_new, count, list);
    events (count, list);
    end_of_message ();
}

static void
filter_requests (void)
{
    MbimPacketFilter          values[3];
    MbimPacketFilterV3        values3[3];
    const MbimPacketFilter   *list[3];
    const MbimPacketFilterV3 *list3[3];
    guint8                    contents[3][2][24];
    guint32                   session = any (), count = up_to (3);

    fill (contents, sizeof contents);
    for (guint32 i = 0; i < count; i++) {
        guint32 size = up_to (24);

        values[i] = (MbimPacketFilter) { size, contents[i][0], contents[i][1] };
        values3[i] = (MbimPacketFilterV3) { size, contents[i][0], contents[i][1], any () };
        list[i] = &values[i];
        list3[i] = &values3[i];
    }
    for (int set = 0; set < 2; set++) {
        const char *name = set ? "BasicConnect.IpPacketFilters.Set" : "BasicConnect.IpPacketFilters.Query";

        if (set)
            BUILD (name, 1, mbim_message_ip_packet_filters_set_new, session, count, list);
        else
            BUILD (name, 1, mbim_message_ip_packet_filters_query_new, session, count, list);
        number ("SessionId", session);
        number ("PacketFiltersCount", count);
        for (guint32 i = 0; i < count; i++) {
            packet_filter (i, values[i].filter_size, values[i].packet_filter, values[i].packet_mask);
            leave ();
        }
        end_of_message ();

        if (set)
            BUILD (name, 3, mbim_message_ms_basic_connect_v3_ip_packet_filters_set_new, session, count, list3);
        else
            BUILD (name, 3, mbim_message_ms_basic_connect_v3_ip_packet_filters_query_new, session, count, list3);
        number ("SessionId", session);
        number ("PacketFiltersCount", count);
        for (guint32 i = 0; i < count; i++) {
            packet_filter (i, values3[i].filter_size, values3[i].packet_filter, values3[i].packet_mask);
            number ("FilterId", values3[i].filter_id);
            leave ();
        }
        end_of_message ();
    }
}

/* The length is the buffer's own, so only whole words come back as they were. */
static void
activation_request (void)
{
    guint8  buffer[32];
    guint32 length = 4 * up_to (8);

    fill (buffer, length);
    BUILD ("BasicConnect.ServiceActivation.Set", 1, mbim_message_service_activation_set_new, length, buffer);
    bytes ("Buffer", buffer, length);
    end_of_message ();
}

static void
ip_configuration_request (void)
{
    MbimIPv4Element        elements4[3];
    MbimIPv6Element        elements6[3];
    const MbimIPv4Element *list4[3];
    const MbimIPv6Element *list6[3];
    MbimIPv4               gateway4, dns4[3];
    MbimIPv6               gateway6, dns6[3];
    guint32                count4 = up_to (3), count6 = up_to (3), dns_count4 = up_to (3), dns_count6 = up_to (3);
    guint32                session = any (), available4 = any (), available6 = any (), mtu4 = any (), mtu6 = any ();
    gboolean               has_gateway4 = g_rand_boolean (rng), has_gateway6 = g_rand_boolean (rng);

    fill (elements4, sizeof elements4);
    fill (elements6, sizeof elements6);
    fill (&gateway4, sizeof gateway4);
    fill (&gateway6, sizeof gateway6);
    fill (dns4, sizeof dns4);
    fill (dns6, sizeof dns6);
    for (int i = 0; i < 3; i++) {
        list4[i] = &elements4[i];
        list6[i] = &elements6[i];
    }
    BUILD ("BasicConnect.IpConfiguration.Query", 1, mbim_message_ip_configuration_query_new, session, available4, available6, count4, list4,
           count6, list6, has_gateway4 ? &gateway4 : NULL, has_gateway6 ? &gateway6 : NULL, dns_count4, dns4, dns_count6, dns6, mtu4, mtu6);
    ip_configuration (session, available4, available6, count4, list4, count6, list6, has_gateway4 ? &gateway4 : NULL,
                      has_gateway6 ? &gateway6 : NULL, dns_count4, dns4, dns_count6, dns6, mtu4, mtu6);
    end_of_message ();
}
