using System.Buffers;
using MbimEmulator.Links;
using MbimEmulator.Patterns;
using MbimEmulator.Profiles;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;
using MbimEmulator.Tests.Modem;
using MbimEmulator.Time;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.DssService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Tests.Function;

[Description("The largest value of everything that becomes a time, on the real clock: nothing fails, and the modem goes on")]
public sealed class LongTimeTests
{
    private readonly BugList _log = new();

    [Test]
    public async Task A_host_may_ask_for_the_longest_flush_time()
    {
        await using var group = Make(DeviceServiceBench.ProfileOf(new ModemLogProfile()) with { Sim = TestHost.Quiet.Sim });
        var link = await OpenAsync(group);
        Send(link, w => MbimMessageWriter.WriteCommand(
            w,
            3,
            MsBasicConnectExtensions.Id,
            (uint)MsBasicConnectExtensionsCid.ModemLoggingConfig,
            MbimCommandType.Set,
            [1, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]));
        Assert.That((await AnswerAsync(link, 3)).Status, Is.EqualTo(MbimStatus.Success));
        Send(link, w => MbimMessageWriter.WriteCommand(
            w, 4, Dss.Id, (uint)DssCid.Connect, MbimCommandType.Set, [.. DeviceServiceBench.Id.ToByteArray(bigEndian: true), 1, 0, 0, 0, 1, 0, 0, 0]));
        Assert.That((await AnswerAsync(link, 4)).Status, Is.EqualTo(MbimStatus.Success));
        await group.InvokeAsync(_ => { });
        Assert.That(link.CloseReason, Is.Null);
        Assert.That(_log.Bugs, Is.Empty);
    }

    [Test]
    public async Task Every_timing_of_a_profile_may_be_the_longest_time([Values] bool jitter)
    {
        var timings = new TimingsProfile { Jitter = jitter ? 100 : 0 };
        foreach (var property in typeof(TimingsProfile).GetProperties().Where(property => property.PropertyType == typeof(TimeSpan)))
        {
            property.SetValue(timings, TimeSpan.MaxValue);
        }

        await using var group = Make(new ModemProfile { Timings = timings });
        var link = await OpenAsync(group);
        await group.InvokeAsync(modem => modem.PowerCycle());
        Assert.That(_log.Bugs, Is.Empty);
        var next = await OpenAsync(group);
        Assert.That((link.CloseReason is null, next.CloseReason), Is.EqualTo((false, (string?)null)));
    }

    [Test]
    public async Task Every_time_of_a_scenario_may_be_the_longest_that_its_file_can_have()
    {
        var scenario = ScenarioLibrary.Parse(
            "long.yaml",
            """
            schemaVersion: 1
            name: long
            rules:
              - name: copies
                on: { commandDone: DEVICE_CAPS }
                do: { duplicate: { copies: 1000, gap: 1440m } }
              - name: gap
                on: { commandDone: RADIO_STATE }
                do: { dribble: { gap: 1440m } }
              - name: stall
                on: { commandDone: HOME_PROVIDER }
                do: [ { stall: 1440m }, { throttle: { bytesPerSecond: 1, for: 1440m } }, { delay: 1440m } ]
              - name: later
                on: { at: 1440m, every: 1440m }
                do: { indicate: { cid: SIGNAL_STATE, after: 1440m } }
            """);
        await using var group = Make(TestHost.Quiet, scenario);
        var link = await OpenAsync(group);
        for (var id = 2u; id < 8; id++)
        {
            foreach (var cid in new[] { BasicConnectCid.DeviceCaps, BasicConnectCid.RadioState, BasicConnectCid.HomeProvider })
            {
                Send(link, w => MbimMessageWriter.WriteCommand(w, id, BasicConnect.Id, (uint)cid, MbimCommandType.Query, []));
            }
        }

        await group.InvokeAsync(_ => { });
        Assert.That(_log.Bugs, Is.Empty);
        Assert.That(link.CloseReason, Is.Null);
    }

    [Test]
    public async Task Stalls_of_the_longest_time_add_up_to_it()
    {
        var stall = new StallAction(new DelayTime { Time = TimeSpan.MaxValue });
        await using var group = Make(TestHost.Quiet, new Scenario
        {
            Name = "long",
            Rules = [new ScenarioRule { Name = "stalls", Trigger = new MessageTrigger(new MessagePattern { Type = MbimMessageType.Command }), Actions = [stall, stall] }],
        });
        var link = await OpenAsync(group);
        Send(link, w => MbimMessageWriter.WriteCommand(w, 2, BasicConnect.Id, (uint)BasicConnectCid.RadioState, MbimCommandType.Query, []));
        await group.InvokeAsync(_ => { });
        Assert.That(_log.Bugs, Is.Empty);
        Assert.That(link.CloseReason, Is.Null);
    }

    [Test]
    public void A_virtual_clock_goes_to_the_end_of_time_and_no_further()
    {
        var clock = new VirtualClock();
        var rang = 0;
        using var timer = clock.CreateTimer(_ => rang++, null, TimeSpan.FromDays(1), TimeSpan.MaxValue);
        clock.Advance(TimeSpan.FromDays(2));
        clock.Advance(TimeSpan.MaxValue);
        clock.Advance(TimeSpan.MaxValue);
        Assert.That((rang, clock.GetUtcNow()), Is.EqualTo((1, DateTimeOffset.MaxValue)));
    }

    private ModemGroup Make(ModemProfile profile, Scenario? scenario = null) =>
        new(new ModemGroupOptions { Profile = profile, Scenario = scenario, LoggerFactory = _log });

    private static void Send(ModemLink link, Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        link.Send(Transfer.Copy(buffer.WrittenSpan));
    }

    private static async Task<ModemLink> OpenAsync(ModemGroup group)
    {
        var link = group.CreateLink(new ModemLinkOptions { Name = "test" });
        Assert.That(await link.AttachAsync());
        Send(link, w => MbimMessageWriter.WriteOpen(w, 1, 4096));
        await AnswerAsync(link, 1);
        return link;
    }

    private static async Task<(MbimMessageType Type, MbimStatus Status)> AnswerAsync(ModemLink link, uint transactionId)
    {
        while (await link.WaitToReceiveAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)))
        {
            while (TestHost.TryReceive(link) is { } bytes)
            {
                if (MbimMessage.TryParse(bytes, MbimProtocol.MbimReadMode.Strict, out var message, out _) && message.TransactionId == transactionId)
                {
                    return (message.Type, message.Status);
                }
            }
        }

        throw new AssertionException($"The link ended: {link.CloseReason}.");
    }

    private sealed class BugList : ILoggerFactory, ILogger
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Bugs { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Critical;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Critical)
            {
                Bugs.Enqueue($"{formatter(state, exception)} {exception}");
            }
        }

        public void Dispose()
        {
        }
    }
}
