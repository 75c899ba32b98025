using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;

namespace MbimProtocol.Tests.Encoding;

public sealed class VersionTests
{
    [Test]
    public void Subscriber_ready_status_has_flags_from_3_0_on()
    {
        var newest = new SubscriberReadyInfo
        {
            ReadyState = SubscriberReadyState.Initialized,
            Flags = SubscriberReadyStatusFlags.Esim,
            SubscriberId = "001010123456789",
            SimIccId = "89490200001234567890",
            TelephoneNumbers = ["+4915550001"],
        };
        var v1 = RoundTrip(newest, MbimExVersion.V1, out var size1);
        var v2 = RoundTrip(newest, MbimExVersion.V2, out var size2);
        var v3 = RoundTrip(newest, MbimExVersion.V3, out var size3);
        Assert.That(v3, Is.EqualTo(newest));
        Assert.That(v1, Is.EqualTo(newest with { Flags = SubscriberReadyStatusFlags.None }));
        Assert.That(v2, Is.EqualTo(v1));
        Assert.That((size2 - size1, size3 - size1), Is.EqualTo((0, 4)));
    }

    [Test]
    public void Packet_service_grows_with_2_0_and_3_0()
    {
        var newest = new PacketServiceInfo
        {
            PacketServiceState = PacketServiceState.Attached,
            HighestAvailableDataClass = DataClassV3.Lte | DataClassV3.FiveG,
            UplinkSpeed = 50_000_000,
            DownlinkSpeed = 150_000_000,
            FrequencyRange = FrequencyRange.Range1,
            DataSubclass = DataSubclass.FiveGNr,
            Tai = new Tai { PlmnMcc = 1, PlmnMnc = 1, Tac = 77 },
        };
        var v1 = RoundTrip(newest, MbimExVersion.V1, out var size1);
        var v2 = RoundTrip(newest, MbimExVersion.V2, out var size2);
        var v3 = RoundTrip(newest, MbimExVersion.V3, out var size3);
        Assert.That(v3, Is.EqualTo(newest));
        Assert.That(v2, Is.EqualTo(newest with { Tai = default }));
        Assert.That(v1, Is.EqualTo(newest with { Tai = default, FrequencyRange = FrequencyRange.Unknown }));
        Assert.That((size1, size2, size3), Is.EqualTo((28, 32, 44)));
    }

    [TestCase(DataSubclass.FiveGNr, DataClass.Lte | DataClass.FiveGSa)]
    [TestCase(DataSubclass.FiveGEndc, DataClass.Lte | DataClass.FiveGNsa)]
    [TestCase(DataSubclass.None, DataClass.Lte | DataClass.FiveGNsa)]
    [TestCase(DataSubclass.FiveGEndc | DataSubclass.FiveGNr, DataClass.Lte | DataClass.FiveGNsa | DataClass.FiveGSa)]
    public void Five_g_is_split_before_3_0(DataSubclass subclass, DataClass expected)
    {
        var older = PacketServiceInfoV2.FromNewest(new PacketServiceInfo { HighestAvailableDataClass = DataClassV3.Lte | DataClassV3.FiveG, DataSubclass = subclass });
        Assert.That(older.CurrentDataClass, Is.EqualTo(expected));
    }

    [Test]
    public void Connect_sets_carry_tlvs_from_3_0_on()
    {
        var newest = new SetConnect
        {
            SessionId = 1,
            ActivationCommand = ActivationCommand.Activate,
            AuthProtocol = AuthProtocol.Chap,
            IpType = ContextIpType.IPv4v6,
            ContextType = ContextTypes.Internet,
            MediaPreference = AccessMediaType.ThreeGpp,
            AccessString = "internet",
            UserName = "user",
            Password = "secret",
            UnnamedIes = [new Tlv(TlvType.Pco, [1, 2, 3])],
        };
        Assert.That(RoundTrip(newest, MbimExVersion.V3, out _), Is.EqualTo(newest));
        Assert.That(RoundTrip(newest, MbimExVersion.V1, out _), Is.EqualTo(newest with { MediaPreference = AccessMediaType.Unknown, UnnamedIes = [] }));
    }

    [Test]
    public void A_connect_query_is_36_bytes_before_3_0_and_4_after()
    {
        var query = new ConnectQuery { SessionId = 9 };
        Assert.That(RoundTrip(query, MbimExVersion.V1, out var size1), Is.EqualTo(query));
        Assert.That(RoundTrip(query, MbimExVersion.V3, out var size3), Is.EqualTo(query));
        Assert.That((size1, size3), Is.EqualTo((36, 4)));
    }

    [Test]
    public void Connect_answers_name_the_access_string_from_3_0_on()
    {
        var newest = new ConnectInfo
        {
            ActivationState = ActivationState.Activated,
            ContextType = ContextTypes.Internet,
            MediaPreference = AccessMediaType.ThreeGppPreferred,
            AccessString = "internet",
        };
        Assert.That(RoundTrip(newest, MbimExVersion.V3, out _), Is.EqualTo(newest));
        Assert.That(RoundTrip(newest, MbimExVersion.V1, out var size), Is.EqualTo(newest with { MediaPreference = 0, AccessString = "" }));
        Assert.That(size, Is.EqualTo(36));
    }

    private static T RoundTrip<T>(T value, MbimExVersion version, out int size)
        where T : IInformationBuffer<T>
    {
        size = value.GetSize(version);
        var bytes = new byte[size];
        value.Write(bytes, version);
        Assert.That(T.TryRead(bytes, version, MbimReadMode.Strict, out var read, out var error), Is.True, error.ToString());
        return read!;
    }
}
