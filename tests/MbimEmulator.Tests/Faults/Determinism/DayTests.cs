using System.Globalization;
using System.Text;
using MbimEmulator.Journal;
using MbimEmulator.Pipeline;
using MbimEmulator.ScenarioFiles;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Faults.Determinism;

public sealed class DayTests
{
    private const int Events = 10_000;
    private static readonly TimeSpan Step = TimeSpan.FromDays(1) / Events;

    [Test]
    public void Each_of_the_ten_thousand_events_of_a_day_comes_at_its_time_and_is_right()
    {
        List<(TimeSpan Time, uint Rssi)> told = [];
        var bench = new FaultBench(new ModemGroupOptions { Profile = new() { Signal = new() { RssiThreshold = 1 } } });
        bench.Host.Group.TransferObserved += Observe;
        Assert.That(bench.Host.Group.InvokeAsync(_ => bench.Faults.Load(ScenarioLibrary.Parse("day.yaml", Text()))).Wait(TimeSpan.FromSeconds(60)));
        var begin = Now();
        for (var i = 0; i < Events; i++)
        {
            bench.Host.Clock.Advance(Step);
            bench.Host.Received();
        }

        Assert.That(told, Is.EqualTo(Enumerable.Range(1, Events).Select(i => (begin + (Step * i), (uint)((i - 1) % 31)))));
        Assert.That(bench.Journal.Read().Count(entry => entry.Kind == JournalEntryKind.State), Is.EqualTo(Events));

        TimeSpan Now() => bench.Host.Clock.GetElapsedTime(0);

        void Observe(in ObservedTransfer transfer)
        {
            if (transfer.Direction == TransferDirection.ToHost && MbimMessage.TryParse(transfer.Bytes, MbimReadMode.Strict, out var message, out _)
                && message.Type == MbimMessageType.IndicateStatus && message.Cid == BasicConnect.SignalState.Number)
            {
                Assert.That(SignalStateInfo.TryRead(message.InformationBuffer, MbimExVersion.V1, MbimReadMode.Strict, out var signal, out _));
                told.Add((Now(), signal!.Rssi));
            }
        }
    }

    // A signal that goes through its 31 strengths again and again; each is an entry of its own.
    private static string Text()
    {
        var text = new StringBuilder("schemaVersion: 1\nclock: virtual\ntimeline:\n");
        for (var i = 0; i < 31; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - {{ at: {(Step * (i + 1)).TotalMilliseconds}ms, every: {(Step * 31).TotalMilliseconds}ms, times: {((Events - i - 1) / 31) + 1}, do: {{ set: {{ signal: {i} }} }} }}\n");
        }

        return text.ToString();
    }
}
