/* mbim-build SEED ROUNDS: builds every request that libmbim-glib can build for Basic Connect, Device Service Stream, Proxy Control and
 * VERSION, ROUNDS times with random values. Each prints as "message NAME vN hex", its fields in the format of fields.h, and a dot. */
#include "fields.h"

static GRand *rng;

static guint32
any (void)
{
    return g_rand_boolean (rng) ? (guint32) g_rand_int_range (rng, 0, 20) : g_rand_int (rng);
}

static guint32
up_to (guint32 most)
{
    return (guint32) g_rand_int_range (rng, 0, (gint32) most + 1);
}

static void
fill (void *at, size_t length)
{
    for (size_t i = 0; i < length; i++)
        ((guint8 *) at)[i] = (guint8) g_rand_int (rng);
}

static const MbimUuid *
any_uuid (void)
{
    static MbimUuid value;

    fill (&value, sizeof value);
    return &value;
}

/* One, two, three and four bytes of UTF-8; the last are surrogate pairs on the wire. */
static char *
any_text (void)
{
    static const gunichar first[] = { 0x20, 0xa1, 0x4e00, 0x1f600 };
    GString              *value = g_string_new (NULL);

    for (guint32 i = up_to (18); i > 0; i--)
        g_string_append_unichar (value, first[g_rand_boolean (rng) ? 0 : up_to (3)] + up_to (0x4e));
    return g_string_free (value, FALSE);
}

static void
begin (const char *name, int version, MbimMessage *built, GError *error)
{
    guint32       length = 0;
    const guint8 *raw;

    if (!built)
        g_error ("%s: %s", name, error->message);
    mbim_message_set_transaction_id (built, g_rand_int (rng) | 1);
    raw = mbim_message_get_raw (built, &length, NULL);
    printf ("message %s v%d ", name, version);
    for (guint32 i = 0; i < length; i++)
        printf ("%02x", raw[i]);
    putchar ('\n');
    mbim_message_unref (built);
}

/* BUILD (name, version, builder, arguments before the error) */
#define BUILD(name, version, builder, ...)                          \
    do {                                                            \
        GError      *error = NULL;                                  \
        MbimMessage *built = builder (__VA_ARGS__ __VA_OPT__ (, ) & error); \
        begin (name, version, built, error);                        \
    } while (0)

static void
empty_queries (void)
{
    static const struct {
        const char *name;
        MbimMessage *(*builder) (GError **error);
    } queries[] = {
        { "BasicConnect.DeviceCaps.Query", mbim_message_device_caps_query_new },
        { "BasicConnect.SubscriberReadyStatus.Query", mbim_message_subscriber_ready_status_query_new },
        { "BasicConnect.RadioState.Query", mbim_message_radio_state_query_new },
        { "BasicConnect.Pin.Query", mbim_message_pin_query_new },
        { "BasicConnect.PinList.Query", mbim_message_pin_list_query_new },
        { "BasicConnect.HomeProvider.Query", mbim_message_home_provider_query_new },
        { "BasicConnect.PreferredProviders.Query", mbim_message_preferred_providers_query_new },
        { "BasicConnect.RegisterState.Query", mbim_message_register_state_query_new },
        { "BasicConnect.PacketService.Query", mbim_message_packet_service_query_new },
        { "BasicConnect.SignalState.Query", mbim_message_signal_state_query_new },
        { "BasicConnect.ProvisionedContexts.Query", mbim_message_provisioned_contexts_query_new },
        { "BasicConnect.DeviceServices.Query", mbim_message_device_services_query_new },
        { "BasicConnect.PacketStatistics.Query", mbim_message_packet_statistics_query_new },
        { "BasicConnect.NetworkIdleHint.Query", mbim_message_network_idle_hint_query_new },
        { "BasicConnect.EmergencyMode.Query", mbim_message_emergency_mode_query_new },
        { "BasicConnect.MulticarrierProviders.Query", mbim_message_multicarrier_providers_query_new },
    };

    for (size_t i = 0; i < G_N_ELEMENTS (queries); i++) {
        BUILD (queries[i].name, 1, queries[i].builder);
        end_of_message ();
    }
}

/* BUILD_NUMBERS (name, version, builder, field, ...): a request of u32 fields alone. */
static void
one_number (const char *name, const char *field, MbimMessage *(*builder) (guint32 value, GError **error))
{
    guint32 value = any ();

    BUILD (name, 1, builder, value);
    number (field, value);
    end_of_message ();
}

#define ONE_NUMBER(name, field, builder) one_number (name, field, (MbimMessage * (*) (guint32, GError **) ) builder)

static void
numbers (void)
{
    guint32 interval = any (), rssi = any (), error_rate = any (), session = any (), state = any ();
    MbimUuid service = *any_uuid ();
    guint16  mbim = (guint16) any (), extended = (guint16) any ();

    ONE_NUMBER ("BasicConnect.RadioState.Set", "RadioState", mbim_message_radio_state_set_new);
    ONE_NUMBER ("BasicConnect.VisibleProviders.Query", "Action", mbim_message_visible_providers_query_new);
    ONE_NUMBER ("BasicConnect.PacketService.Set", "PacketServiceAction", mbim_message_packet_service_set_new);
    ONE_NUMBER ("BasicConnect.NetworkIdleHint.Set", "State", mbim_message_network_idle_hint_set_new);
    ONE_NUMBER ("BasicConnect.EmergencyMode.Set", "State", mbim_message_emergency_mode_set_new);

    BUILD ("BasicConnect.SignalState.Set", 1, mbim_message_signal_state_set_new, interval, rssi, error_rate);
    number ("SignalStrengthInterval", interval);
    number ("RssiThreshold", rssi);
    number ("ErrorRateThreshold", error_rate);
    end_of_message ();

    BUILD ("Dss.Connect.Set", 1, mbim_message_dss_connect_set_new, &service, session, state);
    uuid ("DeviceServiceId", &service);
    number ("DssSessionId", session);
    number ("DssLinkState", state);
    end_of_message ();

    BUILD ("MsBasicConnectExtensions.Version.Query", 1, mbim_message_ms_basic_connect_extensions_v2_version_query_new, mbim, extended);
    number ("Version", mbim);
    number ("ExtendedVersion", extended);
    end_of_message ();
}

static void
texts (void)
{
    g_autofree char *first = any_text (), *second = any_text (), *third = any_text (), *fourth = any_text ();
    guint32          type = any (), operation = any (), timeout = any ();
    MbimUuid         context = *any_uuid ();

    BUILD ("BasicConnect.Pin.Set", 1, mbim_message_pin_set_new, type, operation, first, second);
    number ("PinType", type);
    number ("PinOperation", operation);
    text ("Pin", first);
    text ("NewPin", second);
    end_of_message ();

    BUILD ("BasicConnect.RegisterState.Set", 1, mbim_message_register_state_set_new, first, type, operation);
    text ("ProviderId", first);
    number ("RegisterAction", type);
    number ("DataClass", operation);
    end_of_message ();

    BUILD ("ProxyControl.Configuration.Set", 1, mbim_message_proxy_control_configuration_set_new, first, timeout);
    text ("DevicePath", first);
    number ("Timeout", timeout);
    end_of_message ();

    BUILD ("BasicConnect.ProvisionedContexts.Set", 1, mbim_message_provisioned_contexts_set_new, timeout, &context, first, second, third,
           type, operation, fourth);
    number ("ContextId", timeout);
    uuid ("ContextType", &context);
    text ("AccessString", first);
    text ("UserName", second);
    text ("Password", third);
    number ("Compression", type);
    number ("AuthProtocol", operation);
    text ("ProviderId", fourth);
    end_of_message ();
}

static void
provider_requests (void)
{
    MbimProvider        values[5];
    const MbimProvider *list[5];
    guint32             count = up_to (5);

    for (int i = 0; i < 5; i++) {
        values[i] = (MbimProvider) { any_text (), any (), any_text (), any (), any (), any () };
        list[i] = &values[i];
    }
    BUILD ("BasicConnect.HomeProvider.Set", 1, mbim_message_home_provider_set_new, list[0]);
    enter_structure ("Provider");
    provider (list[0]);
    end_of_message ();
    BUILD ("BasicConnect.PreferredProviders.Set", 1, mbim_message_preferred_providers_set_new, count, list);
    providers (count, list);
    end_of_message ();
    BUILD ("BasicConnect.MulticarrierProviders.Set", 1, mbim_message_multicarrier_providers_set_new, count, list);
    providers (count, list);
    end_of_message ();
    for (int i = 0; i < 5; i++) {
        g_free (values[i].provider_id);
        g_free (values[i].provider_name);
    }
}

#include "mbim-build-contexts.h"

int
main (int argc, char **argv)
{
    if (argc != 3) {
        fputs ("usage: mbim-build SEED ROUNDS\n", stderr);
        return 2;
    }
    rng = g_rand_new_with_seed ((guint32) g_ascii_strtoull (argv[1], NULL, 10));
    empty_queries ();
    for (guint64 round = g_ascii_strtoull (argv[2], NULL, 10); round > 0; round--) {
        numbers ();
        texts ();
        provider_requests ();
        connect_requests ();
        subscribe_request ();
        filter_requests ();
        activation_request ();
        ip_configuration_request ();
    }
    g_rand_free (rng);
    return 0;
}
