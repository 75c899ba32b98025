using System.Buffers;
using System.Text.Json;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.AuthService;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.MsUiccLowLevelAccessService;

namespace MbimEmulator.Tests.Services;

/// <summary>The messages that libmbim's own tests have, of the services of the SIM.</summary>
public sealed class LibmbimVectorTests
{
    [Test]
    public void An_authentication_is_read()
    {
        var message = Read("test_auth_akap", "buffer");
        var info = Read<AuthAkapInfo>(message);
        Assert.That(info, Is.EqualTo(new AuthAkapInfo
        {
            Res = MbimArray.Own(Read("test_auth_akap", "expected_res")),
            ResLength = 5,
            Ik = MbimArray.Own(Read("test_auth_akap", "expected_ik")),
            Ck = MbimArray.Own(Read("test_auth_akap", "expected_ck")),
            Auts = MbimArray.Own(Read("test_auth_akap", "expected_auts")),
        }));

        // Theirs ends with the padding of the whole message.
        Assert.That(Bytes(info), Is.EqualTo(BufferOf(message)[..66]));
    }

    [Test]
    public void A_list_of_applications_is_read_and_written_alike()
    {
        var message = Read("test_ms_uicc_low_level_access_application_list", "buffer");
        var list = Read<UiccAppList>(message);
        Assert.That(list.Apps.Select(app => (app.AppType, app.AppId.Count, app.AppName, app.NumPins)), Is.EqualTo(new[] { (UiccAppType.Usim, 16, "Movistar", 2u) }));
        Assert.That((list.Version, list.ActiveAppIndex, list.AppListSize), Is.EqualTo((1u, 0u, 60u)));
        Assert.That(Bytes(list), Is.EqualTo(BufferOf(message)));
    }

    [Test]
    public void Requests_are_read_and_written_alike()
    {
        var akap = Read("test_auth_akap_query", "expected_message");
        var query = Read<AuthAkapQuery>(akap);
        Assert.That(query.Rand, Is.EqualTo(MbimArray.Own(Read("test_auth_akap_query", "rand"))));
        Assert.That(query.Autn, Is.EqualTo(MbimArray.Own(Read("test_auth_akap_query", "autn"))));
        Assert.That(query.NetworkName, Is.EqualTo("1111"));
        Assert.That(Message(Auth.Id, Auth.Akap.Number, MbimCommandType.Query, query), Is.EqualTo(akap));

        var capability = Read("test_ms_uicc_low_level_access_terminal_capability", "expected_message");
        var objects = Read<TerminalCapabilityInfo>(capability);
        Assert.That(objects.CapabilityList.Select(item => Convert.ToHexStringLower(item.Data.AsSpan())), Is.EqualTo(new[] { "0a0b0c0d0a", "a0b0c0" }));
        Assert.That(Message(MsUiccLowLevelAccess.Id, MsUiccLowLevelAccess.TerminalCapability.Number, MbimCommandType.Set, objects), Is.EqualTo(capability));
    }

    [Test]
    public void Base_stations_are_read()
    {
        // A modem's own: its data stand in another order, and lists without elements have a place.
        var message = Read("test_ms_basic_connect_extensions_base_stations", "buffer");
        Assert.That(BaseStationsInfo.TryRead(BufferOf(message), MbimExVersion.V1, MbimReadMode.Tolerant, out var info, out var error), Is.True, error.ToString());
        Assert.That((info!.SystemType, info.SystemSubType), Is.EqualTo((DataClassV3.Lte | DataClassV3.FiveG, DataSubclass.FiveGEndc)));
        Assert.That(info.LteServingCell, Is.EqualTo(new LteServingCellInfo { ProviderId = "21407", CellId = 73780511, Earfcn = 6400, PhysicalCellId = 310, Tac = 28670, Rsrp = -103, Rsrq = -12, TimingAdvance = uint.MaxValue }));
        Assert.That(info.LteMrl, Is.EqualTo(new[] { new LteMrlInfo { CellId = uint.MaxValue, Earfcn = uint.MaxValue, PhysicalCellId = 310, Tac = uint.MaxValue, Rsrp = -103, Rsrq = -12 } }));
        Assert.That((info.GsmNmr.Count, info.UmtsMrl.Count, info.TdscdmaMrl.Count, info.CdmaMrl.Count), Is.EqualTo((0, 0, 0, 0)));
        Assert.That(Read<BaseStationsInfo>(MessageOf(info)), Is.EqualTo(info));
    }

    [Test]
    public void What_woke_a_host_is_read_and_written_alike()
    {
        var command = ReadWake("", WakeType.CidIndication, out var bytes);
        Assert.That(WakeCommand.TryRead(command.WakeTlv.Single(), out var woke), Is.True);
        Assert.That(woke, Is.EqualTo(new WakeCommand(BasicConnect.Id, BasicConnect.SignalState.Number, [])));
        Assert.That(Bytes(command with { WakeTlv = [woke!.ToTlv()] }), Is.EqualTo(bytes));

        var answer = ReadWake("_payload", WakeType.CidResponse, out bytes);
        Assert.That(WakeCommand.TryRead(answer.WakeTlv.Single(), out woke), Is.True);
        Assert.That(woke, Is.EqualTo(new WakeCommand(BasicConnect.Id, BasicConnect.Connect.Number, [1, 0, 0, 0])));
        Assert.That(Bytes(answer with { WakeTlv = [woke!.ToTlv()] }), Is.EqualTo(bytes));
        Assert.That(WakePacket.TryRead(answer.WakeTlv.Single(), out _), Is.False, "it is no packet");

        var message = Read("test_ms_basic_connect_extensions_wake_reason_packet", "buffer");
        var reason = Read<WakeReasonInfo>(message);
        Assert.That((reason.WakeType, reason.SessionId), Is.EqualTo((WakeType.Packet, 2)));
        Assert.That(WakePacket.TryRead(reason.WakeTlv.Single(), out var packet), Is.True);
        Assert.That(packet, Is.EqualTo(new WakePacket(11, 12, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])));
        Assert.That(Bytes(reason with { WakeTlv = [packet!.ToTlv()] }), Is.EqualTo(BufferOf(message)));
        Assert.That(WakeCommand.TryRead(reason.WakeTlv.Single(), out _), Is.False, "it is no command");
    }

    [TestCase("", false)]
    [TestCase("a289cc33bcbb8b4fb6b0133ec2aae6df0b0000001c000000010000", false)]
    [TestCase("a289cc33bcbb8b4fb6b0133ec2aae6df0b0000001c00000005000000aabbccdd", false)]
    [TestCase("a289cc33bcbb8b4fb6b0133ec2aae6df0b0000001b00000004000000aabbccdd", false)]
    [TestCase("a289cc33bcbb8b4fb6b0133ec2aae6df0b000000ffffffff04000000aabbccdd", false)]
    [TestCase("a289cc33bcbb8b4fb6b0133ec2aae6df0b0000001c000000ffffffffaabbccdd", false)]
    [TestCase("a289cc33bcbb8b4fb6b0133ec2aae6df0b0000001c00000004000000aabbccdd", true)]
    public void An_element_that_says_more_than_it_has_is_not_read(string bytes, bool isRead) =>
        Assert.That(WakeCommand.TryRead(new Tlv(TlvType.WakeCommand, MbimArray.Own(Convert.FromHexString(bytes))), out _), Is.EqualTo(isRead));

    [TestCase("0b0000000c00000010000000", false)]
    [TestCase("0b0000000c0000001000000003000000aabb", false)]
    [TestCase("0b0000000c0000000f00000002000000aabb", false)]
    [TestCase("0b0000000c0000001000000002000000aabb", true)]
    public void A_packet_that_says_more_than_it_has_is_not_read(string bytes, bool isRead) =>
        Assert.That(WakePacket.TryRead(new Tlv(TlvType.WakePacket, MbimArray.Own(Convert.FromHexString(bytes))), out _), Is.EqualTo(isRead));

    private static WakeReasonInfo ReadWake(string name, WakeType type, out byte[] bytes)
    {
        var message = Read($"test_ms_basic_connect_extensions_wake_reason_command{name}", "buffer");
        bytes = BufferOf(message);
        var reason = Read<WakeReasonInfo>(message);
        Assert.That((reason.WakeType, reason.SessionId), Is.EqualTo((type, 2)));
        return reason;
    }

    private static byte[] MessageOf(BaseStationsInfo info)
    {
        var writer = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteCommandDone(writer, 3, MsBasicConnectExtensions.Id, MsBasicConnectExtensions.BaseStationsInfo.Number, MbimStatus.Success, info, MbimExVersion.V1);
        return writer.WrittenSpan.ToArray();
    }

    private static byte[] Read(string test, string array)
    {
        using var vectors = JsonDocument.Parse(RecordedData.Read("libmbim/vectors.json"));
        var found = vectors.RootElement.GetProperty("vectors").EnumerateArray()
            .Single(vector => vector.GetProperty("test").GetString() == test && vector.GetProperty("array").GetString() == array);
        return Convert.FromHexString(found.GetProperty("hex").GetString()!);
    }

    private static byte[] BufferOf(byte[] bytes)
    {
        Assert.That(MbimMessage.TryParse(bytes, MbimReadMode.Strict, out var message, out var error), Is.True, error.ToString());
        return message.InformationBuffer.ToArray();
    }

    private static T Read<T>(byte[] message)
        where T : IInformationBuffer<T>
    {
        Assert.That(T.TryRead(BufferOf(message), MbimExVersion.V1, MbimReadMode.Strict, out var value, out var error), Is.True, error.ToString());
        return value!;
    }

    private static byte[] Bytes<T>(T value)
        where T : IInformationBuffer<T>
    {
        var bytes = new byte[value.GetSize(MbimExVersion.V1)];
        value.Write(bytes, MbimExVersion.V1);
        return bytes;
    }

    private static byte[] Message<T>(Guid service, uint cid, MbimCommandType type, T value)
        where T : IInformationBuffer<T>
    {
        var writer = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteCommand(writer, 1, service, cid, type, value, MbimExVersion.V1);
        return writer.WrittenSpan.ToArray();
    }
}
