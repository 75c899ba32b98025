using MbimEmulator.Profiles;
using MbimEmulator.Scenarios;
using MbimProtocol;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.Tests.Faults.FaultBench;

namespace MbimEmulator.Tests.Faults;

public sealed class IndicatedStateTests
{
    private static readonly MbimCid[] WithState =
    [
        BasicConnect.SubscriberReadyStatus,
        BasicConnect.RadioState,
        BasicConnect.RegisterState,
        BasicConnect.PacketService,
        BasicConnect.SignalState,
        BasicConnect.Connect,
    ];

    [TestCaseSource(nameof(WithState))]
    public void A_notification_without_fields_says_what_a_query_would(MbimCid cid)
    {
        var indicate = new IndicateAction { Service = cid.Service, Cid = cid.Number };
        var bench = new FaultBench(
            new ModemGroupOptions { Profile = ModemProfile.Load("default") }, Rule(Command with { Cid = BasicConnect.DeviceCaps.Number }, indicate));
        bench.Advance(60_000);
        Send(bench, 2, BasicConnect.Connect, MbimCommandType.Set, new SetConnect { ActivationCommand = ActivationCommand.Activate, AccessString = "internet", ContextType = ContextTypes.Internet });
        bench.Advance(60_000);
        bench.Transfers();
        Send(bench, 3, BasicConnect.DeviceCaps, MbimCommandType.Query, []);
        var indicated = bench.Transfers().Select(Parse).Single(message => message.Type == MbimMessageType.IndicateStatus);
        Send(bench, 4, cid, MbimCommandType.Query, cid == BasicConnect.Connect ? new byte[36] : []);
        var answered = bench.Transfers().Select(Parse).Single();
        Assert.That(answered.Status, Is.EqualTo(MbimStatus.Success));
        Assert.That(Convert.ToHexString(indicated.Buffer), Is.EqualTo(Convert.ToHexString(answered.Buffer)).And.Not.Empty);
    }

    [Test]
    public void A_success_in_place_of_a_refusal_has_the_present_values_where_the_rule_names_none()
    {
        var fields = new FieldValue.Map([KeyValuePair.Create("RemainingAttempts", (FieldValue)new FieldValue.Scalar("1"))]);
        var bench = new FaultBench(
            new ModemGroupOptions { Profile = ModemProfile.Load("sim-pin") },
            Rule(Done with { Cid = BasicConnect.Pin.Number }, new AnswerAction { Status = MbimStatus.Success, Fields = fields }));
        bench.Advance(60_000);
        bench.Transfers();
        Send(bench, 2, BasicConnect.Pin, MbimCommandType.Set, []);
        var answered = bench.Transfers().Select(Parse).Single();
        Assert.That(PinInfo.TryRead(answered.Buffer, MbimExVersion.V1, MbimReadMode.Strict, out var pin, out var error), Is.True, error.ToString());
        Assert.That(pin, Is.EqualTo(new PinInfo { PinType = PinType.Pin1, PinState = PinState.Locked, RemainingAttempts = 1 }));
    }

    private static void Send(FaultBench bench, uint transactionId, MbimCid cid, MbimCommandType type, byte[] buffer) =>
        bench.Host.Send(writer => MbimMessageWriter.WriteCommand(writer, transactionId, cid.Service, cid.Number, type, buffer));

    private static void Send(FaultBench bench, uint transactionId, MbimCid cid, MbimCommandType type, SetConnect set)
    {
        var buffer = new byte[set.GetSize(MbimExVersion.V1)];
        set.Write(buffer, MbimExVersion.V1);
        Send(bench, transactionId, cid, type, buffer);
    }

    private static (MbimMessageType Type, MbimStatus Status, byte[] Buffer) Parse(byte[] transfer)
    {
        Assert.That(MbimMessage.TryParse(transfer, MbimReadMode.Strict, out var message, out var error), Is.True, error.ToString());
        return (message.Type, message.Status, message.InformationBuffer.ToArray());
    }
}
