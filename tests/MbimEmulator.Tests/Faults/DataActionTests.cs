using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimProtocol;
using MbimProtocol.DataPlane;
using MbimProtocol.Messages;
using MbimProtocol.Services.DssService;
using static MbimEmulator.Tests.Faults.FaultBench;

namespace MbimEmulator.Tests.Faults;

public sealed class DataActionTests
{
    private static readonly Guid Echo = new("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7");

    [Test]
    public void A_datagram_is_dropped_delayed_doubled_or_changed_either_way()
    {
        Assert.Multiple(() =>
        {
            Assert.That(EchoOf(), Is.EqualTo(new[] { "010203" }));
            Assert.That(EchoOf(Rule(Datagram(TransferDirection.ToFunction), new DropAction())), Is.Empty);
            Assert.That(EchoOf(Rule(Datagram(TransferDirection.ToHost), new DropAction())), Is.Empty);
            Assert.That(EchoOf(Rule(Datagram(TransferDirection.ToHost), Delay(500))), Is.EqualTo(new[] { "late 010203" }));
            Assert.That(EchoOf(Rule(Datagram(TransferDirection.ToFunction), new DuplicateAction(1, TimeSpan.Zero))), Is.EqualTo(new[] { "010203", "010203" }));
            Assert.That(EchoOf(Rule(Datagram(TransferDirection.ToHost), new PatchAction { Offset = 1, Bytes = [0xFF] })), Is.EqualTo(new[] { "01FF03" }));
            Assert.That(EchoOf(Rule(Datagram(TransferDirection.ToHost), new ResizeAction(-1, false))), Is.EqualTo(new[] { "0102" }));
        });
    }

    [Test]
    public void A_late_datagram_or_block_can_hold_those_behind_it()
    {
        Assert.Multiple(() =>
        {
            foreach (var trigger in new Trigger[] { Datagram(TransferDirection.ToHost), Datagram(TransferDirection.ToFunction), new BlockTrigger(TransferDirection.ToHost) })
            {
                Assert.That(
                    EchoOf(second: true, Rule(trigger, Delay(500, holdsOthers: true)) with { Nth = 1 }), Is.EqualTo(new[] { "late 010203", "late 040506" }), $"{trigger}");
                Assert.That(EchoOf(second: true, Rule(trigger, Delay(500)) with { Nth = 1 }), Is.EqualTo(new[] { "040506", "late 010203" }), $"{trigger}");
            }
        });
    }

    [Test]
    public void A_datagram_is_meant_by_its_stream()
    {
        Assert.That(EchoOf(Rule(Datagram(TransferDirection.ToHost) with { SessionId = 8 }, new DropAction())), Has.Length.EqualTo(1));
        Assert.That(EchoOf(Rule(Datagram(TransferDirection.ToHost) with { Kind = NtbStreamKind.IPSession }, new DropAction())), Has.Length.EqualTo(1));
        Assert.That(EchoOf(Rule(Datagram(TransferDirection.ToHost) with { Kind = NtbStreamKind.DeviceServiceStream, SessionId = 7 }, new DropAction())), Is.Empty);
    }

    [Test]
    public void A_block_is_dropped_or_spoilt_either_way()
    {
        Assert.Multiple(() =>
        {
            Assert.That(EchoOf(Rule(new BlockTrigger(TransferDirection.ToHost), new DropAction())), Is.Empty);
            Assert.That(EchoOf(Rule(new BlockTrigger(TransferDirection.ToFunction), new PatchAction { Offset = 0, Bytes = [0] })), Is.Empty);
            Assert.That(EchoOf(Rule(new BlockTrigger(TransferDirection.ToHost), new GarbageAction([1, 2, 3], 0, GarbagePlace.Instead))), Is.EqualTo(new[] { "broken 010203" }));
        });
    }

    private static DatagramTrigger Datagram(TransferDirection direction) => new() { Direction = direction };

    private static string[] EchoOf(params ScenarioRule[] rules) => EchoOf(second: false, rules);

    private static string[] EchoOf(bool second, params ScenarioRule[] rules)
    {
        var bench = new FaultBench();
        bench.Host.Send(w => MbimMessageWriter.WriteCommand(
            w, 17, Dss.Id, Dss.Connect.Number, MbimCommandType.Set,
            new SetDssConnect { DeviceServiceId = Echo, DssSessionId = 7, DssLinkState = DssLinkState.Activate }, MbimExVersion.V1));
        bench.Host.Received();
        bench.Load(rules);
        var writer = new NtbWriter(new NtbLayout(NtbFormat.Ntb16, 16384));
        Assert.That(writer.TryAdd(NtbStream.Dss(7), [1, 2, 3]));
        bench.Host.Link.Data.Send(Transfer.Copy(writer.Finish()));
        if (second)
        {
            writer = new NtbWriter(new NtbLayout(NtbFormat.Ntb16, 16384));
            Assert.That(writer.TryAdd(NtbStream.Dss(7), [4, 5, 6]));
            bench.Host.Link.Data.Send(Transfer.Copy(writer.Finish()));
        }

        List<string> shown = [.. Take(bench, "")];
        bench.Advance(1000);
        return [.. shown, .. Take(bench, "late ")];
    }

    private static List<string> Take(FaultBench bench, string prefix)
    {
        List<string> shown = [];
        while (bench.Host.Link.Data.TryReceive(out var block))
        {
            using (block)
            {
                if (!Ntb.TryParse(block.Span, MbimReadMode.Strict, out var ntb, out _))
                {
                    shown.Add($"{prefix}broken {Convert.ToHexString(block.Span)}");
                    continue;
                }

                foreach (var datagram in ntb)
                {
                    shown.Add(prefix + Convert.ToHexString(datagram.Data));
                }
            }
        }

        return shown;
    }
}
