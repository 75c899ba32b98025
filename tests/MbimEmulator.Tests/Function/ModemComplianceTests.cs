using System.Buffers.Binary;
using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Function;

/// <summary>The rows of the MBIM compliance tests that take the modem too.</summary>
public sealed class ModemComplianceTests
{
    private readonly TestHost _host = new(options: new ModemGroupOptions { Profile = ModemProfile.Load("strict") });

    [SetUp]
    public void OpenRegisteredModem()
    {
        _host.Clock.Advance(TimeSpan.FromMinutes(2));
        _host.Open();
        _host.Received();
    }

    [TestCase("cdmaMobileIp", ControlCaps.CdmaMobileIp)]
    [TestCase("cdmaSimpleIp", ControlCaps.CdmaSimpleIp)]
    public void CID_01_a_cdma_device_has_a_cdma_ip_capability(string name, ControlCaps expected)
    {
        var host = new TestHost(options: new ModemGroupOptions
        {
            Profile = ProfileLoader.Parse("cdma.yaml", $"capabilities: {{ cellularClass: [cdma], controlCaps: [{name}] }}"),
        });
        host.Open();
        host.Received();
        host.Send(w => MbimMessageWriter.WriteCommand(w, 2, BasicConnect.Id, (uint)BasicConnectCid.DeviceCaps, MbimCommandType.Query, []));
        var answer = Convert.FromHexString(host.Received().Single().Split(' ')[^1]);
        Assert.That(DeviceCapsInfo.TryRead(answer, MbimExVersion.V1, MbimReadMode.Strict, out var caps, out _));
        Assert.That((caps!.CellularClass, caps.ControlCaps), Is.EqualTo((CellularClass.Cdma, expected)));
    }

    [Test]
    public void CID_01_a_cdma_profile_without_one_is_refused() => Assert.That(
        () => ProfileLoader.Parse("cdma.yaml", "capabilities: { cellularClass: [gsm, cdma] }"),
        Throws.TypeOf<ModemProfileException>().With.Message.Contains("cdmaSimpleIp"));

    [Test]
    public void CM_08_a_failing_set_has_an_error_status_and_an_empty_buffer()
    {
        _host.Send(w => MbimMessageWriter.WriteCommand(
            w, 2, BasicConnect.Id, (uint)BasicConnectCid.RadioState, MbimCommandType.Set, new SetRadioState { RadioState = (RadioSwitchState)2 }, MbimExVersion.V1));
        Assert.That(_host.Received(), Is.EqualTo(["CommandDone 2 InvalidParameters"]));
    }

    [Test]
    public void CM_13_a_context_active_before_close_is_gone_after_the_next_open()
    {
        Set(2, BasicConnect.PacketService, new SetPacketService { PacketServiceAction = PacketServiceAction.Attach });
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        Set(3, BasicConnect.Connect, new SetConnect { ActivationCommand = ActivationCommand.Activate, ContextType = ContextTypes.Internet, AccessString = "internet" });
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        QueryConnect(4);
        Assert.That(_host.Received(), Has.Some.StartsWith("CommandDone 3 Success").And.Some.StartsWith("CommandDone 4 Success 0000000001000000"));
        _host.Close(5);
        _host.Open(6);
        _host.Received();
        QueryConnect(7);
        Assert.That(_host.Received(), Has.Length.EqualTo(1).And.All.StartsWith("CommandDone 7 ContextNotActivated"));
    }

    [Test]
    public void ERR_01_a_broken_offset_and_length_is_an_invalid_parameter()
    {
        var connect = new SetConnect { ActivationCommand = ActivationCommand.Activate, ContextType = ContextTypes.Internet };
        var buffer = new byte[connect.GetSize(MbimExVersion.V1)];
        connect.Write(buffer, MbimExVersion.V1);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(12), 16);
        _host.Send(w => MbimMessageWriter.WriteCommand(w, 2, BasicConnect.Id, (uint)BasicConnectCid.Connect, MbimCommandType.Set, buffer));
        Assert.That(_host.Received(), Is.EqualTo(["CommandDone 2 InvalidParameters"]));
    }

    [TestCase("default", false)]
    [TestCase("strict", false)]
    [TestCase("compliance", true)]
    public void ERR_01_every_refused_connect_has_its_36_bytes_in_the_profile_compliance_once_the_session_is_told(string profile, bool isWhole)
    {
        var host = new TestHost(options: new ModemGroupOptions { Profile = ModemProfile.Load(profile) });
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        host.Open();
        host.Received();
        var connect = new SetConnect { SessionId = 3, ActivationCommand = ActivationCommand.Activate, ContextType = ContextTypes.Internet };
        var buffer = new byte[connect.GetSize(MbimExVersion.V1)];
        connect.Write(buffer, MbimExVersion.V1);
        var offset = buffer.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(offset.AsSpan(12), 16);
        var command = buffer.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(command.AsSpan(4), 7);
        foreach (var (sent, isTold) in new[] { (offset, true), (command, true), (buffer[..59], true), (buffer[..4], true), (buffer[..3], false), ([], false) })
        {
            host.Send(w => MbimMessageWriter.WriteCommand(w, 2, BasicConnect.Id, (uint)BasicConnectCid.Connect, MbimCommandType.Set, sent));
            var words = host.Received().Single().Split(' ');
            Assert.That(words[..3], Is.EqualTo(["CommandDone", "2", "InvalidParameters"]));
            var info = Convert.FromHexString(words.ElementAtOrDefault(3) ?? "");
            Assert.That(info, Has.Length.EqualTo(isWhole && isTold ? 36 : 0), $"of {sent.Length} bytes");
            Assert.That(info.Length == 0 || info[0] == 3, "the session");
        }
    }

    private void Set<TQuery, TSet, TResponse>(uint transactionId, MbimCid<TQuery, TSet, TResponse> cid, TSet value)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse> =>
        _host.Send(w => MbimMessageWriter.WriteCommand(w, transactionId, cid.Service, cid.Number, MbimCommandType.Set, value, MbimExVersion.V1));

    private void QueryConnect(uint transactionId) =>
        _host.Send(w => MbimMessageWriter.WriteCommand(
            w, transactionId, BasicConnect.Id, (uint)BasicConnectCid.Connect, MbimCommandType.Query, new ConnectQuery(), MbimExVersion.V1));
}
