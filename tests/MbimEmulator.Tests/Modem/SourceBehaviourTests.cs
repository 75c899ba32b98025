using MbimEmulator.Profiles;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;

namespace MbimEmulator.Tests.Modem;

public sealed class SourceBehaviourTests
{
    [Test]
    public void A_rate_sends_from_the_opening_of_a_session_to_its_closing()
    {
        var bench = DeviceServiceBench.With(new SourceProfile { Size = 16, Every = TimeSpan.FromMilliseconds(10) });
        bench.Connect(3);
        bench.Advance(9);
        Assert.That(bench.Read(), Is.Empty);
        bench.Advance(26);
        var read = bench.Read();
        bench.Disconnect(3);
        bench.Advance(1000);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Select(datagram => (datagram.Session, datagram.Data.Length)), Is.EqualTo(Enumerable.Repeat(((byte)3, 16), 3)));
            Assert.That(read.Select(datagram => Convert.ToHexString(datagram.Data)), Is.Unique);
            Assert.That(bench.Read(), Is.Empty);
            Assert.That(bench.Modem.DroppedDatagrams, Is.Zero);
        }
    }

    [Test]
    public void Chance_depends_on_seed_service_and_session_and_not_on_other_sessions()
    {
        var alone = Draw(0, 3);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Draw(0, 5, 3), Is.EqualTo(alone));
            Assert.That(Draw(0, 4), Is.Not.EqualTo(alone));
            Assert.That(Draw(1, 3), Is.Not.EqualTo(alone));
        }

        static string Draw(ulong seed, params byte[] sessions)
        {
            var bench = DeviceServiceBench.With(new SourceProfile { Size = 9 }, new ModemGroupOptions { Seed = seed });
            Array.ForEach(sessions, session => bench.Connect(session));
            bench.Advance(300);
            return string.Join(' ', bench.Read().Where(datagram => datagram.Session == sessions[^1]).Select(datagram => Convert.ToHexString(datagram.Data)));
        }
    }

    [Test]
    public void A_pattern_goes_on_from_datagram_to_datagram()
    {
        var bench = DeviceServiceBench.With(new SourceProfile { Size = 4, Every = TimeSpan.FromMilliseconds(1), Pattern = [1, 2, 3] });
        bench.Connect(3);
        bench.Advance(2);
        Assert.That(bench.ReadText(), Is.EqualTo(["3: 01020301", "3: 02030102"]));
    }

    [Test]
    public void A_script_says_when_each_datagram_comes()
    {
        SourceStep[] script =
        [
            new() { At = TimeSpan.FromMilliseconds(50), Bytes = [5] },
            new() { At = TimeSpan.Zero, Bytes = [1] },
            new() { At = TimeSpan.FromMilliseconds(50), Size = 2 },
            new() { At = TimeSpan.FromMilliseconds(60), Size = 0 },
        ];
        var bench = DeviceServiceBench.With(new SourceProfile { Pattern = [7, 8], Script = script.ToMbimArray() });
        bench.Connect(3);
        bench.Advance(0);
        Assert.That(bench.ReadText(), Is.EqualTo(["3: 01"]));
        bench.Advance(49);
        Assert.That(bench.ReadText(), Is.Empty);
        bench.Advance(1);
        Assert.That(bench.ReadText(), Is.EqualTo(["3: 05", "3: 0708"]));
        bench.Advance(10_000);
        Assert.That(bench.ReadText(), Is.EqualTo(["3: "]));
    }

    [Test]
    public void A_script_that_is_over_is_over()
    {
        var log = new BugLog();
        var bench = DeviceServiceBench.With(
            new SourceProfile { Script = [new() { At = TimeSpan.FromMilliseconds(10), Bytes = [1] }] }, new ModemGroupOptions { LoggerFactory = log });
        bench.Connect(3);
        bench.Advance(10_000);
        Assert.That(bench.ReadText(), Is.EqualTo(["3: 01"]));
        Assert.That(log.Texts, Is.Empty);
    }

    [Test]
    public void A_rate_without_a_time_is_one_of_a_millisecond()
    {
        var bench = DeviceServiceBench.With(new SourceProfile { Size = 1, Every = TimeSpan.Zero });
        bench.Connect(3);
        bench.Advance(3);
        Assert.That(bench.Read(), Has.Count.EqualTo(3));
    }

    [Test]
    public void A_profile_that_says_no_rate_has_the_documented_one() => Assert.That(
        new SourceProfile(), Is.EqualTo(new SourceProfile { Size = 512, Every = TimeSpan.FromMilliseconds(100) }));

    [Test]
    public void Each_session_has_its_own_script()
    {
        var bench = DeviceServiceBench.With(new SourceProfile { Script = [new() { At = TimeSpan.FromMilliseconds(10), Bytes = [1] }] });
        bench.Connect(3);
        bench.Advance(5);
        bench.Connect(4);
        bench.Advance(5);
        Assert.That(bench.ReadText(), Is.EqualTo(["3: 01"]));
        bench.Disconnect(4);
        bench.Connect(4);
        bench.Advance(9);
        Assert.That(bench.ReadText(), Is.Empty);
        bench.Advance(1);
        Assert.That(bench.ReadText(), Is.EqualTo(["4: 01"]));
    }

    [Test]
    public void A_stream_that_ended_before_it_was_open_sends_nothing()
    {
        var bench = new DeviceServiceBench(
            DeviceServiceBench.ProfileOf(new SourceProfile()) with { Timings = new() { DssConnect = TimeSpan.FromMilliseconds(20) } });
        bench.Connect(3);
        bench.Close();
        bench.Advance(1000);
        Assert.That((bench.Modem.DroppedDatagrams, bench.Read().Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public void Commands_are_answered_with_nothing() =>
        Assert.That(DeviceServiceBench.With(new SourceProfile()).Command(MbimCommandType.Query, 1, 1), Is.EqualTo(["Success"]));
}
