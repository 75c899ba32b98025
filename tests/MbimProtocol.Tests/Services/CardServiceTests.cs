using MbimProtocol.Encoding;
using MbimProtocol.Services;
using MbimProtocol.Services.AuthService;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.MsUiccLowLevelAccessService;

namespace MbimProtocol.Tests.Services;

/// <summary>The bytes of the services of the SIM as the documents have them: MBIM 1.0, 10.5.30 to 10.5.32, and Microsoft's pages on the UICC.</summary>
public sealed class CardServiceTests
{
    private const string Usim = "a0000000871002ff34ff0789312e30ff";
    private const string Bytes16 = "000102030405060708090a0b0c0d0e0f";
    private const string Res = "a54211d5e3ba50bf0000000000000000";
    private const string Ik = "f769bcd751044604127672711c6d3441";
    private const string Ck = "b40ba9a3c58b2a05bbf0d987b21bf8cb";
    private const string Auts = "451e8beca43b0102030405060708";
    private const string FirstApp = "04000000 20000000 10000000 30000000 04000000 01000000 34000000 01000000" + Usim + "5553494d 01000000";
    private const string SecondApp = "02000000 00000000 00000000 20000000 03000000 02000000 24000000 02000000 c39c3200 01810000";

    private static readonly UiccAppList TwoApps = new()
    {
        ActiveAppIndex = 0,
        Apps =
        [
            new UiccAppInfo { AppType = UiccAppType.Usim, AppId = Hex(Usim), AppName = "USIM", PinRef = [0x01] },
            new UiccAppInfo { AppType = UiccAppType.MfSim, AppName = "Ü2", PinRef = [0x01, 0x81] },
        ],
    };

    public static IEnumerable<TestCaseData> Buffers()
    {
        yield return Case(MsUiccLowLevelAccess.Atr, BufferKind.Response, new AtrInfo { Atr = Hex("3b9f9680") }, "04000000 08000000 3b9f9680");
        yield return Case(MsUiccLowLevelAccess.Atr, BufferKind.Response, new AtrInfo(), "00000000 00000000");
        yield return Case(
            MsUiccLowLevelAccess.OpenChannel, BufferKind.Set, new SetUiccOpenChannel { AppId = Hex("a0000000871002"), SelectP2Arg = 0x0c, ChannelGroup = 258 },
            "07000000 10000000 0c000000 02010000 a0000000 87100200");
        yield return Case(
            MsUiccLowLevelAccess.OpenChannel, BufferKind.Response,
            new UiccOpenChannelInfo { Status = UiccStatus.FromStatusWords(0x9000), Channel = 19, Response = Hex("620102") },
            "90000000 13000000 03000000 10000000 62010200");
        yield return Case(
            MsUiccLowLevelAccess.OpenChannel, BufferKind.Response, new UiccOpenChannelInfo { Status = UiccStatus.FromStatusWords(0x6a82) },
            "6a820000 00000000 00000000 00000000");
        yield return Case(MsUiccLowLevelAccess.CloseChannel, BufferKind.Set, new SetUiccCloseChannel { Channel = 2, ChannelGroup = 1 }, "02000000 01000000");
        yield return Case(MsUiccLowLevelAccess.CloseChannel, BufferKind.Response, new UiccCloseChannelInfo { Status = 144 }, "90000000");
        yield return Case(
            MsUiccLowLevelAccess.Apdu, BufferKind.Set,
            new SetUiccApdu
            {
                Channel = 1,
                SecureMessaging = UiccSecureMessaging.NoHeaderAuthentication,
                ClassByteType = UiccClassByteType.Extended,
                Command = Hex("80ca9f7f00"),
            },
            "01000000 01000000 01000000 05000000 14000000 80ca9f7f 00000000");
        yield return Case(
            MsUiccLowLevelAccess.Apdu, BufferKind.Response, new UiccApduInfo { Status = UiccStatus.FromStatusWords(0x6110), Response = Hex("9f7f") },
            "61100000 02000000 0c000000 9f7f0000");
        foreach (var kind in new[] { BufferKind.Set, BufferKind.Response })
        {
            yield return Case(
                MsUiccLowLevelAccess.TerminalCapability, kind,
                new TerminalCapabilityInfo { CapabilityList = [new() { Data = Hex("810100") }, new() { Data = Hex("83020102") }] },
                "02000000 14000000 03000000 18000000 04000000 81010000 83020102");
        }

        yield return Case(MsUiccLowLevelAccess.Reset, BufferKind.Set, new SetUiccReset { PassThroughAction = UiccPassThroughAction.Enable }, "01000000");
        yield return Case(MsUiccLowLevelAccess.Reset, BufferKind.Response, new UiccResetInfo { PassThroughStatus = UiccPassThroughStatus.Enabled }, "01000000");
        yield return Case(
            MsUiccLowLevelAccess.ApplicationList, BufferKind.Response, TwoApps,
            "01000000 02000000 00000000 60000000 20000000 38000000 58000000 28000000" + FirstApp + SecondApp);
        yield return Case(MsUiccLowLevelAccess.ApplicationList, BufferKind.Response, new UiccAppList(), "01000000 00000000 ffffffff 00000000");
        yield return Case(
            MsUiccLowLevelAccess.FileStatus, BufferKind.Query, new UiccFilePath { AppId = Hex(Usim), FilePath = Hex("7fff6f46") },
            "01000000 14000000 10000000 24000000 04000000" + Usim + "7fff6f46");
        yield return Case(
            MsUiccLowLevelAccess.FileStatus, BufferKind.Response,
            new UiccFileStatus
            {
                StatusWord1 = 0x90,
                FileAccessibility = UiccFileAccessibility.Shareable,
                FileType = UiccFileType.WorkingEf,
                FileStructure = UiccFileStructure.Linear,
                ItemCount = 5,
                ItemSize = 28,
                ReadLockStatus = PinTypeEx.Pin1,
                UpdateLockStatus = PinTypeEx.Pin2,
                ActivateLockStatus = PinTypeEx.Adm,
                DeactivateLockStatus = PinTypeEx.Nev,
            },
            "01000000 90000000 00000000 02000000 01000000 03000000 05000000 1c000000 02000000 03000000 13000000 12000000");
        yield return Case(
            MsUiccLowLevelAccess.ReadBinary, BufferKind.Query,
            new UiccAccessBinary { AppId = Hex(Usim), FilePath = Hex("7fff6f07"), FileOffset = 256, NumberOfBytes = 512, LocalPin = Hex("3100320033003400") },
            "01000000 2c000000 10000000 3c000000 04000000 00010000 00020000 40000000 08000000 00000000 00000000" + Usim + "7fff6f07 31003200 33003400");
        yield return Case(
            MsUiccLowLevelAccess.ReadRecord, BufferKind.Query,
            new UiccAccessRecord { AppId = Hex(Usim), FilePath = Hex("3f007f106f3a"), RecordNumber = 2, LocalPin = Hex("3132333400") },
            "01000000 28000000 10000000 38000000 06000000 02000000 40000000 05000000 00000000 00000000" + Usim + "3f007f10 6f3a0000 31323334 00000000");
        foreach (var cid in new MbimCid[] { MsUiccLowLevelAccess.ReadBinary, MsUiccLowLevelAccess.ReadRecord })
        {
            yield return Case(
                cid, BufferKind.Response, new UiccResponse { StatusWord1 = 0x90, ResponseData = Hex("00000d") }, "01000000 90000000 00000000 14000000 03000000 00000d00");
        }

        yield return Case(Auth.Aka, BufferKind.Query, new AuthAkaQuery { Rand = Hex(Bytes16), Autn = Hex(Ik) }, Bytes16 + Ik);
        yield return Case(
            Auth.Aka, BufferKind.Response, new AuthAkaInfo { Res = Hex(Res), ResLength = 8, Ik = Hex(Ik), Ck = Hex(Ck) }, Res + "08000000" + Ik + Ck + new string('0', 28));
        yield return Case(Auth.Aka, BufferKind.Response, new AuthAkaInfo { Auts = Hex(Auts) }, new string('0', 104) + Auts);
        yield return Case(
            Auth.Akap, BufferKind.Query, new AuthAkapQuery { Rand = Hex(Bytes16), Autn = Hex(Ik), NetworkName = "WLAN" }, Bytes16 + Ik + "28000000 08000000 57004c00 41004e00");
        yield return Case(
            Auth.Akap, BufferKind.Response, new AuthAkapInfo { Res = Hex(Res), ResLength = 8, Ik = Hex(Ik), Ck = Hex(Ck), Auts = Hex(Auts) }, Res + "08000000" + Ik + Ck + Auts);
        yield return Case(Auth.Sim, BufferKind.Query, new AuthSimQuery { Rand1 = Hex(Bytes16), Rand2 = Hex(Ik), N = 2 }, Bytes16 + Ik + new string('0', 32) + "02000000");
        yield return Case(
            Auth.Sim, BufferKind.Response,
            new AuthSimInfo { Sres1 = 0x46f8416a, Kc1 = 0xeae4be823af9a08b, Sres2 = 2, Kc2 = 3, Sres3 = 4, Kc3 = 5, N = 3 },
            "6a41f846 8ba0f93a82bee4ea 02000000 0300000000000000 04000000 0500000000000000 03000000");
        yield return Case(MsBasicConnectExtensions.PinEx, BufferKind.Query, new PinApp { AppId = Hex(Usim) }, "01000000 0c000000 10000000" + Usim);
        yield return Case(MsBasicConnectExtensions.PinEx, BufferKind.Query, new PinApp(), "01000000 00000000 00000000");
        yield return Case(
            MsBasicConnectExtensions.PinEx, BufferKind.Set,
            new SetPinEx { PinType = PinTypeEx.Puk2, PinOperation = PinOperation.Change, Pin = "123", NewPin = "45", AppId = Hex(Usim) },
            "0c000000 03000000 20000000 06000000 28000000 04000000 2c000000 10000000 31003200 33000000 34003500" + Usim);
        yield return Case(
            MsBasicConnectExtensions.PinEx, BufferKind.Response,
            new PinInfoEx { PinType = PinTypeEx.Pin2, PinState = PinState.Locked, RemainingAttempts = 3 }, "03000000 01000000 03000000");
    }

    [TestCaseSource(nameof(Buffers))]
    public void A_record_is_the_bytes_of_the_documents(MbimCid cid, BufferKind kind, Func<byte[]> write, Func<byte[], object?> read, object value, string hex)
    {
        Assert.That(Convert.ToHexStringLower(write()), Is.EqualTo(hex));
        Assert.That(read(Convert.FromHexString(hex)), Is.EqualTo(value));
        Assert.That(cid.Kinds & kind, Is.EqualTo(kind));
        Assert.That(cid.TryCheck(kind, Convert.FromHexString(hex), MbimExVersion.V1, MbimReadMode.Strict, out var error), Is.True, error.ToString());
    }

    [TestCase("Query | Response", "Atr, ApplicationList, FileStatus, ReadBinary, ReadRecord")]
    [TestCase("Set | Response", "OpenChannel, CloseChannel, Apdu")]
    [TestCase("Query | Set | Response", "TerminalCapability, Reset")]
    public void A_cid_has_the_operations_of_the_documents(string kinds, string cids)
    {
        var expected = kinds.Split(" | ").Select(Enum.Parse<BufferKind>).Aggregate((all, kind) => all | kind);
        Assert.That(
            MsUiccLowLevelAccess.Service.Cids.Where(cid => cid.Kinds == expected).Select(cid => ((MsUiccLowLevelAccessCid)cid.Number).ToString()),
            Is.EqualTo(cids.Split(", ")));
    }

    [Test]
    public void Authentication_and_the_extended_pin_have_no_notifications()
    {
        Assert.That(Auth.Service.Cids.Select(cid => cid.Kinds), Is.All.EqualTo(BufferKind.Query | BufferKind.Response));
        Assert.That(MsBasicConnectExtensions.PinEx.Kinds, Is.EqualTo(BufferKind.Query | BufferKind.Set | BufferKind.Response));
        Assert.That(new[] { MsUiccLowLevelAccess.Service, Auth.Service }.SelectMany(service => service.Notifications), Is.Empty);
    }

    // Size and offset stand the other way round than everywhere else.
    [TestCase("08000000 04000000 3b9f9680 00000000", MbimFormatErrorKind.Offset, TestName = "The_order_of_offset_and_size_is_refused_for_an_atr")]
    [TestCase("04000000 07000000 3b9f9680", MbimFormatErrorKind.Offset)]
    [TestCase("04000000 0d000000 3b9f9680", MbimFormatErrorKind.Offset)]
    [TestCase("04000000 ffffffff 3b9f9680", MbimFormatErrorKind.Offset)]
    [TestCase("05000000 08000000 3b9f9680", MbimFormatErrorKind.Size)]
    [TestCase("ffffffff 08000000 3b9f9680", MbimFormatErrorKind.Size)]
    [TestCase("fcffffff 08000000 3b9f9680", MbimFormatErrorKind.Size)]
    [TestCase("04000000 080000", MbimFormatErrorKind.Truncated)]
    public void A_size_and_offset_that_lie_are_refused(string hex, MbimFormatErrorKind kind)
    {
        foreach (var mode in new[] { MbimReadMode.Strict, MbimReadMode.Tolerant })
        {
            Assert.That(AtrInfo.TryRead(Hex(hex).AsSpan(), MbimExVersion.V1, mode, out _, out var error), Is.False);
            Assert.That(error.Kind, Is.EqualTo(kind), error.ToString());
            Assert.That(error.Field, Is.EqualTo(kind == MbimFormatErrorKind.Truncated && hex.Length > 20 ? error.Field : "Atr"));
        }
    }

    // The list of two applications; a place in it, and what is put there.
    [TestCase(4, 0x20000000u, MbimFormatErrorKind.Count, "Apps")]
    [TestCase(4, 0xFFFFFFFFu, MbimFormatErrorKind.Count, "Apps")]
    [TestCase(16, 0x0Cu, MbimFormatErrorKind.Offset, "Apps[0]")]
    [TestCase(24, 0xFFFFFFF8u, MbimFormatErrorKind.Offset, "Apps[1]")]
    [TestCase(28, 0x2Cu, MbimFormatErrorKind.Size, "Apps[1]")]
    [TestCase(28, 0x1Cu, MbimFormatErrorKind.Truncated, "Apps[1].PinRef")]
    [TestCase(0x20 + 4, 0x1Cu, MbimFormatErrorKind.Offset, "Apps[0].AppId")]
    [TestCase(0x20 + 8, 0x19u, MbimFormatErrorKind.Size, "Apps[0].AppId")]
    [TestCase(0x20 + 28, 0xFFFFFFFFu, MbimFormatErrorKind.Size, "Apps[0].PinRef")]
    public void A_list_of_applications_that_lies_is_refused(int position, uint value, MbimFormatErrorKind kind, string field)
    {
        var bytes = With(position, value);
        foreach (var mode in new[] { MbimReadMode.Strict, MbimReadMode.Tolerant })
        {
            Assert.That(UiccAppList.TryRead(bytes, MbimExVersion.V1, mode, out _, out var error), Is.False);
            Assert.That((error.Kind, error.Field), Is.EqualTo((kind, field)), error.ToString());
        }
    }

    [TestCase(12, "AppListSize", TestName = "The_size_of_the_list_is_checked_strictly")]
    [TestCase(0x20 + 20, "Apps[0].NumPins", TestName = "The_number_of_pins_is_checked_strictly")]
    public void What_repeats_a_size_is_checked_strictly_alone(int position, string field)
    {
        var bytes = With(position, 7);
        Assert.That(UiccAppList.TryRead(bytes, MbimExVersion.V1, MbimReadMode.Strict, out _, out var error), Is.False);
        Assert.That((error.Kind, error.Field, error.Offset), Is.EqualTo((MbimFormatErrorKind.Size, field, position)), error.ToString());
        Assert.That(UiccAppList.TryRead(bytes, MbimExVersion.V1, MbimReadMode.Tolerant, out var value, out _), Is.True);
        Assert.That(value, Is.EqualTo(TwoApps));
    }

    [TestCase(0x9000, 0x90u)]
    [TestCase(0x6a82, 0x826au)]
    [TestCase(0x0001, 0x0100u)]
    public void Status_words_stand_first_byte_first(int statusWords, uint status)
    {
        Assert.That(UiccStatus.FromStatusWords((ushort)statusWords), Is.EqualTo(status));
        Assert.That(UiccStatus.ToStatusWords(status), Is.EqualTo(statusWords));
        Assert.That(UiccStatus.ToStatusWords(status | 0xabcd0000), Is.EqualTo(statusWords));
    }

    [TestCase("", "")]
    [TestCase("3100320033003400", "1234")]
    [TestCase("31003200330034000000", "1234")]
    [TestCase("3132333400", "1234")]
    [TestCase("31323334", "1234")]
    [TestCase("3132333435363738", "12345678")]
    [TestCase("3100", "1")]
    [TestCase("313200330034", null)]
    [TestCase("ff323334", null)]
    [TestCase("fc00", null)]
    [TestCase("c3bc3334", null)]
    [TestCase("31003200000033", null)]
    public void A_local_pin_is_read_in_either_form(string field, string? pin) => Assert.That(LocalPins.Read(Hex(field).AsSpan()), Is.EqualTo(pin));

    private static byte[] With(int position, uint value)
    {
        var bytes = new byte[TwoApps.GetSize()];
        TwoApps.Write(bytes);
        BitConverter.TryWriteBytes(bytes.AsSpan(position), value);
        return bytes;
    }

    private static TestCaseData Case<T>(MbimCid cid, BufferKind kind, T value, string hex)
        where T : IInformationBuffer<T>
    {
        byte[] Write()
        {
            var bytes = new byte[value.GetSize(MbimExVersion.V1)];
            value.Write(bytes, MbimExVersion.V1);
            return bytes;
        }

        object? Read(byte[] bytes) =>
            T.TryRead(bytes, MbimExVersion.V1, MbimReadMode.Strict, out var read, out var error) ? Zeros(read) : throw new AssertionException(error.ToString());

        hex = hex.Replace(" ", "", StringComparison.Ordinal);
        return new TestCaseData(cid, kind, (Func<byte[]>)Write, (Func<byte[], object?>)Read, Zeros(value), hex)
            .SetArgDisplayNames(cid.Name, kind.ToString(), hex[..Math.Min(hex.Length, 16)]);
    }

    // A fixed number of bytes may be left out for zeros.
    private static object? Zeros<T>(T value) => value switch
    {
        AuthAkaInfo info => info with { Res = Filled(info.Res, 16), Ik = Filled(info.Ik, 16), Ck = Filled(info.Ck, 16), Auts = Filled(info.Auts, 14) },
        AuthSimQuery query => query with { Rand3 = Filled(query.Rand3, 16) },
        _ => value,
    };

    private static MbimArray<byte> Filled(MbimArray<byte> bytes, int size) => bytes.Count == 0 ? MbimArray.Own(new byte[size]) : bytes;

    private static MbimArray<byte> Hex(string text) => MbimArray.Own(Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal)));
}
