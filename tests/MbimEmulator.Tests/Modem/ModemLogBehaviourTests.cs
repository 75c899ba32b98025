using System.Text;
using System.Text.RegularExpressions;
using MbimEmulator.Profiles;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Modem;

public sealed class ModemLogBehaviourTests
{
    private const uint Config = (uint)MsBasicConnectExtensionsCid.ModemLoggingConfig;
    private const string InitialBytes = "0100000004000000e803000000000000";

    private readonly DeviceServiceBench _bench = DeviceServiceBench.With(new ModemLogProfile());

    [Test]
    public void The_log_is_configured_by_the_basic_connect_extensions_and_by_its_own_cids()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Query(), Is.EqualTo(["Success " + InitialBytes]));
            Assert.That(_bench.Command(MbimCommandType.Query, 1), Is.EqualTo(["Success " + InitialBytes]));
            Assert.That(
                Configure(1, 2, 100, 3),
                Is.EqualTo(["Success 01000000020000006400000003000000", .. Notified("01000000020000006400000003000000")]));
            Assert.That(
                _bench.Command(MbimCommandType.Set, 2, Bytes(1, 2, 100, 2)),
                Is.EqualTo(["Success 01000000020000006400000002000000", .. Notified("01000000020000006400000002000000")]));
            Assert.That(Query(), Is.EqualTo(["Success 01000000020000006400000002000000"]));
        }
    }

    [Test]
    public void What_the_modem_cannot_do_becomes_the_nearest_that_it_can()
    {
        Assert.That(Configure(1, 0, 0, 4)[0], Is.EqualTo("Success 01000000010000000a00000004000000"));
        Assert.That(Configure(1, 9, uint.MaxValue, 4)[0], Is.EqualTo("Success 0100000008000000ffffffff04000000"));
    }

    [Test]
    public void A_config_that_is_none_is_refused_and_the_same_again_is_no_news()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Configure(2, 4, 1000, 0), Is.EqualTo(["InvalidParameters"]));
            Assert.That(Configure(1, 4, 1000, 5), Is.EqualTo(["InvalidParameters"]));
            Assert.That(_bench.Command(MbimCommandType.Set, 1, 1, 2, 3), Is.EqualTo(["InvalidParameters"]));
            Assert.That(Configure(1, 4, 1000, 0), Is.EqualTo(["Success " + InitialBytes]));
        }
    }

    [Test]
    public void The_level_sets_how_many_records_come()
    {
        foreach (var (level, rate) in new[] { (0u, 1), (1u, 1000), (2u, 100), (3u, 10), (4u, 100) })
        {
            Configure(1, 8, 100, level);
            _bench.Connect(3);
            _bench.Advance(2100);
            Assert.That(Lines(), Has.Length.InRange(2 * rate, 2.1 * rate), $"level {level}");
            _bench.Disconnect(3);
        }
    }

    [Test]
    public void A_new_configuration_of_a_log_that_runs_leaves_its_rate_as_it_was()
    {
        Configure(1, 8, 100, 3);
        _bench.Connect(3);
        Configure(1, 8, 50, 3);
        _bench.Advance(2100);
        Assert.That(Lines(), Has.Length.InRange(20, 21));
    }

    [Test]
    public void A_profile_that_says_no_rates_has_the_documented_ones() => Assert.That(
        new ModemLogRates(), Is.EqualTo(new ModemLogRates { Prod = 1, LabVerbose = 1000, LabMedium = 100, LabLow = 10, Oem = 100 }));

    [Test]
    public void Records_are_lines_of_printable_text_with_number_and_time()
    {
        Configure(1, 8, 100, 2);
        _bench.Connect(3);
        _bench.Advance(500);
        var lines = Lines();
        Assert.That(lines, Is.All.Match(new Regex(@"^\d{8} 2000-01-01T00:00:00\.\d{6}Z LabMedium [A-Z]{3} [ -~]+$")));
        Assert.That(lines.Select(line => int.Parse(line[..8])), Is.EqualTo(Enumerable.Range(0, lines.Length)));
    }

    [Test]
    public void A_datagram_leaves_when_the_flush_time_is_over_or_the_segment_is_full()
    {
        Configure(1, 1, 500, 2);
        _bench.Connect(3);
        _bench.Advance(1000);
        var sizes = _bench.Read().ConvertAll(datagram => datagram.Data.Length);
        Assert.That(sizes, Has.Count.InRange(5, 7).And.All.InRange(900, 1024));
        Configure(1, 1, 500, 3);
        _bench.Read();
        _bench.Advance(499);
        Assert.That(_bench.Read(), Is.Empty);
        _bench.Advance(1);
        Assert.That(_bench.Read(), Has.Count.EqualTo(1));
    }

    [Test]
    public void Without_records_nothing_is_sent()
    {
        var bench = DeviceServiceBench.With(new ModemLogProfile { RecordsPerSecond = new() { Prod = 0 } });
        bench.Connect(3);
        bench.Advance(60_000);
        Assert.That(bench.Read(), Is.Empty);
    }

    [Test]
    public void Closing_the_stream_ends_the_log_and_every_stream_gets_the_whole_of_it()
    {
        Configure(1, 8, 100, 3);
        _bench.Connect(3);
        _bench.Connect(4);
        _bench.Advance(1000);
        var read = _bench.Read();
        Assert.That(Text(read.Where(d => d.Session == 3)), Is.EqualTo(Text(read.Where(d => d.Session == 4))).And.Not.Empty);
        _bench.Disconnect(3);
        _bench.Advance(1000);
        Assert.That(_bench.Read().Select(d => d.Session).Distinct(), Is.EqualTo(new byte[] { 4 }));
        _bench.Disconnect(4);
        _bench.Advance(10_000);
        Assert.That(_bench.Read(), Is.Empty);
        Assert.That(_bench.Modem.DroppedDatagrams, Is.Zero);
    }

    [Test]
    public void Without_a_stream_the_log_waits_for_nothing()
    {
        _bench.Connect(3);
        _bench.Disconnect(3);
        Assert.That(
            () => _bench.Clock.AdvanceUntil(new TaskCompletionSource().Task, TimeSpan.FromMinutes(1)),
            Throws.TypeOf<TimeoutException>().With.Message.Contains("no timer is left"));
    }

    [Test]
    public void A_stream_that_opens_again_begins_with_what_is_logged_from_then_on()
    {
        Configure(1, 8, 60_000, 3);
        _bench.Connect(3);
        _bench.Advance(1000);
        _bench.Disconnect(3);
        _bench.Advance(1000);
        _bench.Connect(3);
        Assert.That(_bench.Read(), Is.Empty);
        _bench.Advance(60_000);
        Assert.That(Lines()[0], Does.StartWith("00000010 2000-01-01T00:00:02.1"));
    }

    [Test]
    public void The_log_goes_on_when_the_modem_recovers_and_ends_when_it_loses_power()
    {
        Configure(1, 8, 100, 3);
        _bench.Connect(3);
        _bench.Do(modem => modem.Recover());
        _bench.Advance(1000);
        var lines = Lines();
        Assert.That(lines, Has.Some.EndsWith("SYS recovered"));
        Assert.That(lines, Has.Length.EqualTo(10));
        Assert.That(_bench.Modem.OpenDssSessions, Has.Count.EqualTo(1));
        _bench.Do(modem => modem.PowerCycle());
        _bench.Reconnect();
        _bench.Advance(1000);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_bench.Read(), Is.Empty);
            Assert.That(_bench.Modem.OpenDssSessions, Is.Empty);
            Assert.That(Query(), Is.EqualTo(["Success " + InitialBytes]));
        }
    }

    [Test]
    public void The_same_seed_gives_the_same_log()
    {
        var first = Log(1);
        Assert.That(Log(1), Is.EqualTo(first));
        Assert.That(Log(2), Is.Not.EqualTo(first));

        static string Log(ulong seed)
        {
            var bench = DeviceServiceBench.With(new ModemLogProfile(), new ModemGroupOptions { Seed = seed });
            bench.Connect(3);
            bench.Advance(10_000);
            return Text(bench.Read());
        }
    }

    [Test]
    public void Modem_logging_config_is_there_with_a_log_alone()
    {
        var without = DeviceServiceBench.With(new BehaviourProfile());
        Assert.That(without.Command(MsBasicConnectExtensions.Id, MbimCommandType.Query, Config), Is.EqualTo(["NoDeviceSupport"]));
        Assert.That(Cids(new ModemProfile()), Does.Not.Contain(13u));
        Assert.That(Cids(ModemProfile.Load("modem-log")), Does.Contain(13u));

        static IEnumerable<uint> Cids(ModemProfile profile) => new ModemBench(profile).Query(BasicConnect.DeviceServices).Success
            .DeviceServices.Single(service => service.DeviceServiceId == MsBasicConnectExtensions.Id).Cids;
    }

    private static byte[] Bytes(params uint[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    private static string[] Notified(string bytes) => [$"CID 1: {bytes}", $"CID 2: {bytes}", $"CID {Config}: {bytes}"];

    private static string Text(IEnumerable<(byte Session, byte[] Data)> read) =>
        string.Concat(read.Select(datagram => Encoding.ASCII.GetString(datagram.Data)));

    private string[] Lines()
    {
        var text = Text(_bench.Read());
        Assert.That(text, Does.EndWith("\n"));
        return text.TrimEnd('\n').Split('\n');
    }

    private string[] Query() => _bench.Command(MsBasicConnectExtensions.Id, MbimCommandType.Query, Config);

    private string[] Configure(params uint[] values) => _bench.Command(MsBasicConnectExtensions.Id, MbimCommandType.Set, Config, Bytes(values));
}
