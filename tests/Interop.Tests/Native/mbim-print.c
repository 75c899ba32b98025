/* Reads lines "vN hex" (N: the MBIMEx version, 1 to 3) with one COMMAND_DONE or INDICATE_STATUS each, and prints every field as libmbim-glib
 * reads it, in the format of fields.h. A message that libmbim refuses prints as "error=reason". */
#include "fields.h"

/* A response and a notification of one CID have the same fields. */
#define EITHER(name) (notification ? mbim_message_##name##_notification_parse : mbim_message_##name##_response_parse)

typedef gboolean (*Reader) (const MbimMessage *message, gboolean notification, int version, GError **error);

static gboolean
read_device_caps (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    guint32          device, cellular, voice, sim, sms, control, sessions;
    MbimDataClass    data;
    g_autofree char *custom = NULL, *id = NULL, *firmware = NULL, *hardware = NULL;

    if (!mbim_message_device_caps_response_parse (m, &device, &cellular, &voice, &sim, &data, &sms, &control, &sessions, &custom, &id,
                                                  &firmware, &hardware, error))
        return FALSE;
    number ("DeviceType", device);
    number ("CellularClass", cellular);
    number ("VoiceClass", voice);
    number ("SimClass", sim);
    number ("DataClass", (guint32) data);
    number ("SmsCaps", sms);
    number ("ControlCaps", control);
    number ("MaxSessions", sessions);
    text ("CustomDataClass", custom);
    text ("DeviceId", id);
    text ("FirmwareInfo", firmware);
    text ("HardwareInfo", hardware);
    return TRUE;
}

static gboolean
read_subscriber_ready (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    guint32          state, flags, ready, count;
    g_autofree char *subscriber = NULL, *icc = NULL;
    g_auto (GStrv)   numbers = NULL;

    if (version < 3 ? !EITHER (subscriber_ready_status) (m, &state, &subscriber, &icc, &ready, &count, &numbers, error)
                    : !EITHER (ms_basic_connect_v3_subscriber_ready_status) (m, &state, &flags, &subscriber, &icc, &ready, &count,
                                                                             &numbers, error))
        return FALSE;
    number ("ReadyState", state);
    if (version >= 3)
        number ("Flags", flags);
    text ("SubscriberId", subscriber);
    text ("SimIccId", icc);
    number ("ReadyInfo", ready);
    number ("TelephoneNumbersCount", count);
    for (guint32 i = 0; i < count; i++) {
        char name[32];

        g_snprintf (name, sizeof name, "TelephoneNumbers.%u", i);
        text (name, numbers[i]);
    }
    return TRUE;
}

static gboolean
read_radio_state (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    guint32 hw, sw;

    if (!EITHER (radio_state) (m, &hw, &sw, error))
        return FALSE;
    number ("HwRadioState", hw);
    number ("SwRadioState", sw);
    return TRUE;
}

static gboolean
read_pin (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    guint32 type, state, attempts;

    if (!mbim_message_pin_response_parse (m, &type, &state, &attempts, error))
        return FALSE;
    number ("PinType", type);
    number ("PinState", state);
    number ("RemainingAttempts", attempts);
    return TRUE;
}

static gboolean
read_pin_list (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    static const char *names[] = { "Pin1", "Pin2", "DeviceSimPin", "DeviceFirstSimPin", "NetworkPin", "NetworkSubsetPin",
                                   "ServiceProviderPin", "CorporatePin", "SubsidyLock", "Custom" };
    MbimPinDesc       *d[10] = { NULL };

    if (!mbim_message_pin_list_response_parse (m, &d[0], &d[1], &d[2], &d[3], &d[4], &d[5], &d[6], &d[7], &d[8], &d[9], error))
        return FALSE;
    for (int i = 0; i < 10; i++) {
        enter_structure (names[i]);
        number ("PinMode", d[i]->pin_mode);
        number ("PinFormat", d[i]->pin_format);
        number ("PinLengthMin", d[i]->pin_length_min);
        number ("PinLengthMax", d[i]->pin_length_max);
        leave ();
        mbim_pin_desc_free (d[i]);
    }
    return TRUE;
}

static gboolean
read_home_provider (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    g_autoptr (MbimProvider) value = NULL;

    if (!mbim_message_home_provider_response_parse (m, &value, error))
        return FALSE;
    enter_structure ("Provider");
    provider (value);
    leave ();
    return TRUE;
}

static gboolean
read_providers (gboolean read, guint32 count, MbimProviderArray *values)
{
    if (read)
        providers (count, (const MbimProvider *const *) values);
    mbim_provider_array_free (values);
    return read;
}

static gboolean
read_preferred_providers (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    guint32            count = 0;
    MbimProviderArray *values = NULL;
    gboolean           read = EITHER (preferred_providers) (m, &count, &values, error);

    return read_providers (read, count, values);
}

static gboolean
read_visible_providers (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    guint32            count = 0;
    MbimProviderArray *values = NULL;
    gboolean           read = mbim_message_visible_providers_response_parse (m, &count, &values, error);

    return read_providers (read, count, values);
}

static gboolean
read_multicarrier_providers (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    guint32            count = 0;
    MbimProviderArray *values = NULL;
    gboolean           read = EITHER (multicarrier_providers) (m, &count, &values, error);

    return read_providers (read, count, values);
}

static gboolean
read_register_state (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    guint32          nw_error, state, mode, cellular, flag;
    MbimDataClass    available, preferred;
    g_autofree char *id = NULL, *name = NULL, *roaming = NULL;

    if (version < 2 ? !EITHER (register_state) (m, &nw_error, &state, &mode, &available, &cellular, &id, &name, &roaming, &flag, error)
                    : !EITHER (ms_basic_connect_v2_register_state) (m, &nw_error, &state, &mode, &available, &cellular, &id, &name, &roaming,
                                                                    &flag, &preferred, error))
        return FALSE;
    number ("NwError", nw_error);
    number ("RegisterState", state);
    number ("RegisterMode", mode);
    number ("AvailableDataClasses", (guint32) available);
    number ("CurrentCellularClass", cellular);
    text ("ProviderId", id);
    text ("ProviderName", name);
    text ("RoamingText", roaming);
    number ("RegistrationFlag", flag);
    if (version >= 2)
        number ("PreferredDataClasses", (guint32) preferred);
    return TRUE;
}

static gboolean
read_packet_service (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    guint32             nw_error, state, range, subclass;
    MbimDataClass       highest;
    MbimDataClassV3     highest3;
    guint64             up, down;
    g_autoptr (MbimTai) tai = NULL;

    if (version < 2    ? !EITHER (packet_service) (m, &nw_error, &state, &highest, &up, &down, error)
        : version == 2 ? !EITHER (ms_basic_connect_v2_packet_service) (m, &nw_error, &state, &highest, &up, &down, &range, error)
                       : !EITHER (ms_basic_connect_v3_packet_service) (m, &nw_error, &state, &highest3, &up, &down, &range, &subclass, &tai,
                                                                       error))
        return FALSE;
    number ("NwError", nw_error);
    number ("PacketServiceState", state);
    number (version == 2 ? "CurrentDataClass" : "HighestAvailableDataClass", version < 3 ? (guint32) highest : (guint32) highest3);
    number ("UplinkSpeed", up);
    number ("DownlinkSpeed", down);
    if (version >= 2)
        number ("FrequencyRange", range);
    if (version >= 3) {
        number ("DataSubclass", subclass);
        number ("Tai.PlmnMcc", tai->plmn_mcc);
        number ("Tai.PlmnMnc", tai->plmn_mnc);
        number ("Tai.Tac", tai->tac);
    }
    return TRUE;
}

static gboolean
read_signal_state (const MbimMessage *m, gboolean notification, int version, GError **error)
{
    guint32               rssi, error_rate, interval, rssi_threshold, error_threshold, count = 0;
    MbimRsrpSnrInfoArray *info = NULL;

    if (version < 2 ? !EITHER (signal_state) (m, &rssi, &error_rate, &interval, &rssi_threshold, &error_threshold, error)
                    : !EITHER (ms_basic_connect_v2_signal_state) (m, &rssi, &error_rate, &interval, &rssi_threshold, &error_threshold,
                                                                  &count, &info, error))
        return FALSE;
    number ("Rssi", rssi);
    number ("ErrorRate", error_rate);
    number ("SignalStrengthInterval", interval);
    number ("RssiThreshold", rssi_threshold);
    number ("ErrorRateThreshold", error_threshold);
    for (guint32 i = 0; i < count; i++) {
        enter ("RsrpSnr", i);
        number ("Rsrp", info[i]->rsrp);
        number ("Snr", info[i]->snr);
        number ("RsrpThreshold", info[i]->rsrp_threshold);
        number ("SnrThreshold", info[i]->snr_threshold);
        number ("SystemType", info[i]->system_type);
        leave ();
    }
    mbim_rsrp_snr_info_array_free (info);
    return TRUE;
}

#include "mbim-print-contexts.h"

static const struct {
    MbimService service;
    guint32     cid;
    Reader      read;
} readers[] = {
    { MBIM_SERVICE_BASIC_CONNECT, MBIM_CID_BASIC_CONNECT_DEVICE_CAPS, read_device_caps },
    { MBIM_SERVICE_BASIC_CONNECT, MBIM_CID_BASIC_CONNECT_SUBSCRIBER_READY_STATUS, read_subscriber_ready },
    { MBIM_SERVICE_BASIC_CONNECT, MBIM_CID_BASIC_CONNECT_RADIO_STATE, read_radio_state },
    { MBIM_SERVICE_BASIC_CONNECT, MBIM_CID_BASIC_CONNECT_PIN, read_pin },
    { MBIM_SERVICE_BASIC_CONNECT, MBIM_CID_BASIC_CONNECT_PIN_LIST, read_pin_list },
    { MBIM_SERVICE_BASIC_CONNECT, MBIM_CID_BASIC_CONNECT_HOME_PROVIDER, read_home_provider },
    { MBIM_SERVICE_BASIC_CONNECT, MBIM_CID_BASIC_CONNECT_PREFERRED_PROVIDERS, read_preferred_providers },
    { MBIM_SERVICE_BASIC_CONNECT, MBIM_CID_BASIC_CONNECT_VISIBLE_PROVIDERS, read_visible_providers },
    { MBIM_SERVICE_BASIC_CONNECT, MBIM_CID_BASIC_CONNECT_REGISTER_STATE, read_register_state },
    { MBIM_SERVICE_BASIC_CONNECT, MBIM_CID_BASIC_CONNECT_PACKET_SERVICE, read_packet_service },
    { MBIM_SERVICE_BASIC_CONNECT, MBIM_CID_BASIC_CONNECT_SIGNAL_STATE, read_signal_state },
    { MBIM_SERVICE_BASIC_CONNECT, MBIM_CID_BASIC_CONNECT_CONNECT, read_connect },
    { MBIM_SERVICE_BASIC_CONNECT, MBIM_CID_BASIC_CONNECT_PROVISIONED_CONTEXTS, read_provisioned_contexts },
    { MBIM_SERVICE_BASIC_CONNECT, MBIM_CID_BASIC_CONNECT_SERVICE_ACTIVATION, read_service_activation },
    { MBIM_SERVICE_BASIC_CONNECT, MBIM_CID_BASIC_CONNECT_IP_CONFIGURATION, read_ip_configuration },
    { MBIM_SERVICE_BASIC_CONNECT, MBIM_CID_BASIC_CONNECT_DEVICE_SERVICES, read_device_services },
    { MBIM_SERVICE_BASIC_CONNECT, MBIM_CID_BASIC_CONNECT_DEVICE_SERVICE_SUBSCRIBE_LIST, read_subscribe_list },
    { MBIM_SERVICE_BASIC_CONNECT, MBIM_CID_BASIC_CONNECT_PACKET_STATISTICS, read_packet_statistics },
    { MBIM_SERVICE_BASIC_CONNECT, MBIM_CID_BASIC_CONNECT_NETWORK_IDLE_HINT, read_network_idle_hint },
    { MBIM_SERVICE_BASIC_CONNECT, MBIM_CID_BASIC_CONNECT_EMERGENCY_MODE, read_emergency_mode },
    { MBIM_SERVICE_BASIC_CONNECT, MBIM_CID_BASIC_CONNECT_IP_PACKET_FILTERS, read_packet_filters },
    { MBIM_SERVICE_BASIC_CONNECT, MBIM_CID_BASIC_CONNECT_MULTICARRIER_PROVIDERS, read_multicarrier_providers },
    { MBIM_SERVICE_DSS, MBIM_CID_DSS_CONNECT, read_dss_connect },
    { MBIM_SERVICE_PROXY_CONTROL, MBIM_CID_PROXY_CONTROL_CONFIGURATION, read_proxy_configuration },
    { MBIM_SERVICE_PROXY_CONTROL, MBIM_CID_PROXY_CONTROL_VERSION, read_proxy_version },
    { MBIM_SERVICE_MS_BASIC_CONNECT_EXTENSIONS, MBIM_CID_MS_BASIC_CONNECT_EXTENSIONS_VERSION, read_version },
};

static gboolean
read_message (const MbimMessage *message, int version, GError **error)
{
    gboolean    notification = mbim_message_get_message_type (message) == MBIM_MESSAGE_TYPE_INDICATE_STATUS;
    MbimService service = notification ? mbim_message_indicate_status_get_service (message) : mbim_message_command_done_get_service (message);
    guint32     cid = notification ? mbim_message_indicate_status_get_cid (message) : mbim_message_command_done_get_cid (message);

    for (size_t i = 0; i < G_N_ELEMENTS (readers); i++)
        if (readers[i].service == service && readers[i].cid == cid)
            return readers[i].read (message, notification, version, error);
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
