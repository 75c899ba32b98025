using MbimEmulator.Profiles;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;

namespace MbimEmulator.Tests.Modem;

public sealed class ScriptedBehaviourTests
{
    [Test]
    public void The_first_answer_that_fits_counts()
    {
        var bench = With(
            new() { Cid = 1, Operation = MbimCommandType.Query, Bytes = [1] },
            new() { Cid = 1, Payload = BytePattern.Parse("0a ?? *"), Bytes = [2] },
            new() { Cid = 1, Payload = BytePattern.Parse("0a"), Status = MbimStatus.Busy });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(bench.Command(MbimCommandType.Query, 1, 0x0a, 0), Is.EqualTo(["Success 01"]));
            Assert.That(bench.Command(MbimCommandType.Set, 1, 0x0a, 0, 0), Is.EqualTo(["Success 02"]));
            Assert.That(bench.Command(MbimCommandType.Set, 1, 0x0a), Is.EqualTo(["Busy"]));
        }
    }

    [Test]
    public void A_command_that_no_answer_fits_is_told_whether_its_cid_has_any()
    {
        ScriptedAnswer answer = new() { Cid = 1, Operation = MbimCommandType.Query };
        var bench = With(answer);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(bench.Command(MbimCommandType.Set, 1), Is.EqualTo(["InvalidDeviceServiceOperation"]));
            Assert.That(bench.Command(MbimCommandType.Set, 2), Is.EqualTo(["NoDeviceSupport"]));
        }

        bench = DeviceServiceBench.With(new ScriptedProfile { Answers = [answer], Unmatched = MbimStatus.Busy });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(bench.Command(MbimCommandType.Set, 1), Is.EqualTo(["Busy"]));
            Assert.That(bench.Command(MbimCommandType.Set, 2), Is.EqualTo(["Busy"]));
        }
    }

    [Test]
    public void An_answer_takes_its_time_and_notifications_come_behind_it()
    {
        var bench = With(new ScriptedAnswer
        {
            Cid = 1,
            Delay = TimeSpan.FromMilliseconds(50),
            Bytes = [1],
            Notify = [new() { Cid = 2, After = TimeSpan.FromMilliseconds(10), Bytes = [3] }, new() { Cid = 1, Bytes = [2] }],
        });
        Assert.That(bench.Command(MbimCommandType.Set, 1), Is.Empty);
        bench.Advance(49);
        Assert.That(bench.Received(), Is.Empty);
        bench.Advance(1);
        Assert.That(bench.Received(), Is.EqualTo(["Success 01", "CID 1: 02"]));
        bench.Advance(10);
        Assert.That(bench.Received(), Is.EqualTo(["CID 2: 03"]));
    }

    [Test]
    public void A_notification_without_a_time_comes_right_behind_its_answer()
    {
        var bench = With(new ScriptedAnswer { Cid = 1, Delay = TimeSpan.FromMilliseconds(50), Notify = [new() { Cid = 1, Bytes = [2] }] });
        bench.Command(MbimCommandType.Set, 1);
        bench.Command(MbimCommandType.Set, 1);
        bench.Advance(50);
        Assert.That(bench.Received(), Is.EqualTo(["Success", "CID 1: 02", "Success", "CID 1: 02"]));
    }

    [Test]
    public void A_command_that_the_host_cancelled_notifies_nothing()
    {
        var bench = With(new ScriptedAnswer { Cid = 1, Delay = TimeSpan.FromMilliseconds(50), Notify = [new() { Cid = 1, Bytes = [2] }] });
        bench.Command(MbimCommandType.Set, 1);
        bench.CancelLast();
        bench.Advance(1000);
        Assert.That(bench.Received(), Is.Empty);
    }

    [Test]
    public void What_is_under_way_fails_when_the_modem_recovers_by_itself()
    {
        var bench = With(
            new() { Cid = 1, Delay = TimeSpan.FromMilliseconds(50), Bytes = [1] },
            new() { Cid = 2, Notify = [new() { Cid = 2, After = TimeSpan.FromMilliseconds(50) }] });
        bench.Command(MbimCommandType.Set, 1);
        bench.Command(MbimCommandType.Set, 2);
        bench.Do(modem => modem.Recover());
        Assert.That(bench.Received(), Is.EqualTo(["Failure"]));
        bench.Advance(1000);
        Assert.That(bench.Received(), Is.Empty);
    }

    [Test]
    public void Lost_power_takes_what_is_under_way_with_it()
    {
        var bench = With(new ScriptedAnswer { Cid = 1, Notify = [new() { Cid = 1, After = TimeSpan.FromMilliseconds(50) }] });
        bench.Command(MbimCommandType.Set, 1);
        bench.Do(modem => modem.PowerCycle());
        bench.Reconnect();
        bench.Advance(1000);
        Assert.That(bench.Received(), Is.Empty);
    }

    [Test]
    public void Statuses_of_device_services_go_out_as_they_are() =>
        Assert.That(With(new ScriptedAnswer { Cid = 1, Status = (MbimStatus)0x80000001 }).Command(MbimCommandType.Set, 1), Is.EqualTo(["2147483649"]));

    [TestCase("", "", true)]
    [TestCase("", "00", false)]
    [TestCase("*", "", true)]
    [TestCase("*", "00ff", true)]
    [TestCase("01 02", "0102", true)]
    [TestCase("01 02", "010203", false)]
    [TestCase("01 02", "01", false)]
    [TestCase("0102*", "0102", true)]
    [TestCase("0102*", "010203", true)]
    [TestCase("?? 0A", "ff0a", true)]
    [TestCase("?? 0a", "ff0b", false)]
    public void A_pattern_fits(string pattern, string bytes, bool fits) =>
        Assert.That(BytePattern.Parse(pattern).Matches(Convert.FromHexString(bytes)), Is.EqualTo(fits));

    [TestCase("1")]
    [TestCase("0g")]
    [TestCase("* 01")]
    [TestCase("0?")]
    [TestCase("???")]
    [TestCase("+1")]
    public void What_is_no_pattern_is_refused(string text) => Assert.That(() => BytePattern.Parse(text), Throws.TypeOf<FormatException>());

    private static DeviceServiceBench With(params ScriptedAnswer[] answers) =>
        DeviceServiceBench.With(new ScriptedProfile { Answers = answers.ToMbimArray() });
}
