using MbimEmulator.Journal;
using MbimEmulator.Profiles;
using MbimEmulator.Recording;
using MbimEmulator.Tests.Function;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using static MbimEmulator.Tests.Recording.Conversation;

namespace MbimEmulator.Tests.Recording;

public class RandomConversationTests
{
    private static readonly (MbimCid Cid, MbimCommandType Operation, byte[] Buffer)[] Requests =
    [
        (BasicConnect.DeviceCaps, MbimCommandType.Query, []),
        (BasicConnect.SubscriberReadyStatus, MbimCommandType.Query, []),
        (BasicConnect.RadioState, MbimCommandType.Query, []),
        (BasicConnect.RadioState, MbimCommandType.Set, Bytes(new SetRadioState { RadioState = RadioSwitchState.Off })),
        (BasicConnect.RadioState, MbimCommandType.Set, Bytes(new SetRadioState { RadioState = RadioSwitchState.On })),
        (BasicConnect.Pin, MbimCommandType.Query, []),
        (BasicConnect.Pin, MbimCommandType.Set, Bytes(new SetPin { PinType = PinType.Pin1, PinOperation = PinOperation.Enable, Pin = "1234" })),
        (BasicConnect.Pin, MbimCommandType.Set, Bytes(new SetPin { PinType = PinType.Pin1, PinOperation = PinOperation.Enable, Pin = "9999" })),
        (BasicConnect.HomeProvider, MbimCommandType.Query, []),
        (BasicConnect.RegisterState, MbimCommandType.Query, []),
        (BasicConnect.PacketService, MbimCommandType.Query, []),
        (BasicConnect.PacketService, MbimCommandType.Set, Bytes(new SetPacketService { PacketServiceAction = PacketServiceAction.Attach })),
        (BasicConnect.PacketService, MbimCommandType.Set, Bytes(new SetPacketService { PacketServiceAction = PacketServiceAction.Detach })),
        (BasicConnect.SignalState, MbimCommandType.Query, []),
        (BasicConnect.DeviceServices, MbimCommandType.Query, []),
        (BasicConnect.PacketStatistics, MbimCommandType.Query, []),
        (BasicConnect.Connect, MbimCommandType.Set, Bytes(new SetConnect { SessionId = 1, ActivationCommand = ActivationCommand.Activate, AccessString = "internet", UserName = "", Password = "" })),
        (BasicConnect.Connect, MbimCommandType.Set, Bytes(new SetConnect { SessionId = 1, ActivationCommand = ActivationCommand.Deactivate, AccessString = "", UserName = "", Password = "" })),
        (MsBasicConnectExtensions.Version, MbimCommandType.Query, Bytes(new MbimVersion { Version = 0x0100, ExtendedVersion = MbimExVersion.V3 })),
        (BasicConnect.IpPacketFilters, MbimCommandType.Query, [1, 2]),
    ];

    [Test]
    public void A_recorded_modem_says_the_same_bytes_again([Range(1, 40)] int seed)
    {
        var recorded = Record(new Random(seed));
        var yaml = ScenarioRecorder.Make(recorded, new RecordingOptions { KeepDelays = false }).Yaml;
        Assert.That(Replay.Bytes(yaml, recorded), Is.EqualTo(Replay.Bytes(recorded)), yaml);
    }

    private static List<RecordedTransfer> Record(Random random)
    {
        var host = new TestHost(new FunctionProfile { MaxExtendedVersion = MbimExVersion.V3 }, new ModemGroupOptions { Profile = new ModemProfile() });
        List<RecordedTransfer> recorded = [];
        var begin = host.Clock.GetTimestamp();
        host.Group.TransferObserved += (in ObservedTransfer transfer) =>
            recorded.Add(new RecordedTransfer(host.Clock.GetElapsedTime(begin), transfer.Direction, transfer.Bytes.ToArray()));
        host.Open();
        for (uint id = 2; id < 40; id++)
        {
            var (cid, operation, buffer) = Requests[random.Next(Requests.Length)];
            var before = Answers();
            host.Send(w => MbimMessageWriter.WriteCommand(w, id, cid.Service, cid.Number, operation, buffer));
            for (var i = 0; i < 600 && Answers() == before; i++)
            {
                host.Clock.Advance(TimeSpan.FromMilliseconds(100));
            }

            host.Clock.Advance(TimeSpan.FromMilliseconds(random.Next(3) * 700));
            if (random.Next(8) == 0)
            {
                host.Group.InvokeAsync(modem => modem.SetSignal((uint)random.Next(31), 0)).Wait(TimeSpan.FromSeconds(30));
            }
        }

        return recorded;

        int Answers() => recorded.Count(transfer => MessageHeader.Read(transfer.Bytes.Span).Type is MbimMessageType.CommandDone or MbimMessageType.FunctionError);
    }
}
