using MbimEmulator.Journal;
using MbimEmulator.Journal.Linting;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using NUnit.Framework.Constraints;

namespace MbimEmulator.Tests.Journal;

public sealed class VerificationTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private readonly JournalBench _bench = new();

    [Test]
    public void A_query_finds_messages_that_crossed_and_not_what_faults_replaced()
    {
        Connect(1, "internet");
        _bench.ToFunction(JournalBench.Command(2, BasicConnect.Connect, MbimCommandType.Set, Buffer("internet")), kind: JournalEntryKind.Original);
        Connect(3, "intranet");
        Assert.That(_bench.Journal.Query("CONNECT set AccessString=internet").Select(e => e.Number), Is.EqualTo(new[] { 1 }));
        Assert.That(_bench.Journal.Query("CONNECT set", from: 2).Select(e => e.Number), Is.EqualTo(new[] { 3 }));
    }

    [Test]
    public void An_answer_is_found_by_what_it_answers()
    {
        Connect(1, "internet");
        Connect(2, "ims");
        _bench.ToHost(JournalBench.CommandDone(2, BasicConnect.Connect, MbimStatus.Failure));
        _bench.ToHost(JournalBench.CommandDone(1, BasicConnect.Connect, MbimStatus.Failure));
        Assert.That(_bench.Journal.Verify().Once("CONNECT set AccessString=ims Status=failure").Number, Is.EqualTo(3));
    }

    [Test]
    public void A_field_can_be_read()
    {
        Connect(1, "internet");
        var entry = _bench.Journal.Verify().Once("CONNECT set");
        Assert.That((entry.Field("accessstring"), entry.Field("SessionId"), entry.Field("Nothing")), Is.EqualTo(("internet", "0", (string?)null)));
    }

    [Test]
    public void A_failure_shows_what_came_near()
    {
        _bench.ToFunction(JournalBench.Command(1, BasicConnect.RadioState, MbimCommandType.Query));
        Connect(2, "intranet");
        Assert.That(
            () => _bench.Journal.Verify().Once("CONNECT set AccessString=internet"),
            Failure("expected Command CONNECT Set with AccessString 'internet', exactly once; found none; closest: #2 Command CONNECT Set, AccessString 'intranet'"));
    }

    [Test]
    public void The_nearest_comes_first_and_what_is_of_another_cid_is_not_near()
    {
        _bench.ToFunction(JournalBench.Command(1, BasicConnect.Connect, MbimCommandType.Query, new byte[36]));
        Connect(2, "a");
        Connect(3, "internet");
        _bench.ToFunction(JournalBench.Command(4, BasicConnect.RadioState, MbimCommandType.Query));
        var e = Assert.Throws<VerificationException>(() => _bench.Journal.Verify().AtLeast(1, "CONNECT set AccessString=internet SessionId=5"));
        Assert.That(e!.Message, Does.Contain("closest: #3 Command CONNECT Set, SessionId '0'; #2 ").And.Contains("; #1 ").And.Not.Contains("#4"));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3)]
    public void Counting_passes_and_fails_at_its_bounds(int present)
    {
        for (var i = 0u; i < present; i++)
        {
            Connect(1 + i, "internet");
        }

        var verify = _bench.Journal.Verify();
        Assert.That(verify.Exactly(present, "CONNECT set"), Has.Count.EqualTo(present));
        Assert.That(verify.AtLeast(present, "CONNECT set"), Has.Count.EqualTo(present));
        Assert.That(verify.AtMost(present, "CONNECT set"), Has.Count.EqualTo(present));
        Assert.That(() => verify.Exactly(present + 1, "CONNECT set"), Failure("exactly"));
        Assert.That(() => verify.AtLeast(present + 1, "CONNECT set"), Failure("at least"));
        if (present > 0)
        {
            Assert.That(() => verify.Exactly(present - 1, "CONNECT set"), Failure("found"));
            Assert.That(() => verify.AtMost(present - 1, "CONNECT set"), Failure("at most"));
            Assert.That(() => verify.Never("CONNECT set"), Failure("expected Command CONNECT Set never; found"));
        }
        else
        {
            Assert.That(() => verify.Never("CONNECT set"), Throws.Nothing);
        }
    }

    [Test]
    public void What_is_found_against_expectation_is_listed_with_its_personal_data_masked()
    {
        _bench.ToFunction(JournalBench.Command(
            1, BasicConnect.Connect, MbimCommandType.Set, JournalBench.Buffer(new SetConnect { AccessString = "internet", Password = "secret" })));
        var e = Assert.Throws<VerificationException>(() => _bench.Journal.Verify().Never("CONNECT set"));
        Assert.That(e!.Message, Does.Contain("\n  #1 ").And.Contains("AccessString=\"internet\"").And.Not.Contains("secret"));
    }

    [Test]
    public void An_order_is_a_subsequence()
    {
        Connect(1, "a");
        Connect(2, "x");
        Connect(3, "b");
        Connect(4, "a");
        var found = _bench.Journal.Verify().InOrder("CONNECT set AccessString=a", "CONNECT set AccessString=b", "CONNECT set AccessString=a");
        Assert.That(found.Select(e => e.Number), Is.EqualTo(new[] { 1, 3, 4 }));
    }

    [Test]
    public void An_order_that_is_not_there_says_how_far_it_came_and_what_stands_before()
    {
        Connect(1, "b");
        Connect(2, "a");
        Connect(3, "bb");
        Assert.That(
            () => _bench.Journal.Verify().InOrder("CONNECT set AccessString=a", "CONNECT set AccessString=b"),
            Failure("found the first 1 (#2), no Command CONNECT Set with AccessString 'b' after #2; #1 comes before it; closest: #3 "));
    }

    [Test]
    public void What_always_holds_is_held_against_each()
    {
        Connect(1, "internet");
        Connect(2, "intranet");
        Assert.That(() => _bench.Journal.Verify().Always("CONNECT set", "CONNECT set AccessString~^int"), Throws.Nothing);
        Assert.That(() => _bench.Journal.Verify().Always("RADIO_STATE set", "RADIO_STATE set RadioState=on"), Throws.Nothing);
        Assert.That(
            () => _bench.Journal.Verify().Always("CONNECT set", "CONNECT set AccessString=internet"),
            Failure("found 1 of 2 otherwise; closest: #2 Command CONNECT Set, AccessString 'intranet'"));
    }

    [Test]
    public void Only_what_is_in_scope_counts()
    {
        Connect(1, "internet");
        _bench.ToFunction(JournalBench.Command(1, BasicConnect.Connect, MbimCommandType.Set, Buffer("internet")), host: "other");
        _bench.Journal.Add(new JournalItem(JournalEntryKind.Message, "modem1")
        {
            Host = "other",
            Bytes = JournalBench.Command(1, BasicConnect.Connect, MbimCommandType.Set, Buffer("internet")),
        });
        Assert.That(_bench.Journal.Verify(host: "test").Once("CONNECT set").Number, Is.EqualTo(1));
        Assert.That(_bench.Journal.Verify(modem: "modem1").Once("CONNECT set").Number, Is.EqualTo(3));
        Assert.That(_bench.Journal.Verify(from: 2, modem: JournalBench.Modem).Once("CONNECT set").Number, Is.EqualTo(2));
    }

    [Test]
    public void What_was_dropped_cannot_be_told_to_be_absent()
    {
        var bench = new JournalBench(new MessageJournalOptions { MaxEntries = 2 });
        foreach (var i in (uint[])[1, 2, 3])
        {
            bench.ToFunction(JournalBench.Command(i, BasicConnect.RadioState, MbimCommandType.Query));
        }

        Assert.That(() => bench.Journal.Verify().Never("CONNECT set"), Failure("entries #1 to #1 were dropped").And.Message.Contains("MaxEntries 2"));
        Assert.That(() => bench.Journal.Verify().Exactly(2, "RADIO_STATE query"), Failure("dropped"));
        Assert.That(() => bench.Journal.Verify(from: 2).Never("CONNECT set"), Throws.Nothing);
        Assert.That(() => bench.Journal.Verify().AtLeast(2, "RADIO_STATE query"), Throws.Nothing);
        Assert.That(() => bench.Journal.Verify().AtLeast(3, "RADIO_STATE query"), Failure("1 older ones were dropped"));
    }

    [Test]
    public void Findings_are_counted_by_severity()
    {
        new LinterFinding(LinterAssertions.Find("L28")!, 1, 0, "x").AddTo(_bench.Journal, JournalBench.Modem, "test");
        Assert.That(() => _bench.Journal.Verify().NoFindings(), Throws.Nothing);
        Assert.That(() => _bench.Journal.Verify().NoFindings(LinterSeverity.Warning), Failure("[L28] warning: x"));
        new LinterFinding(LinterAssertions.Find("L01")!, 1, 0, "y").AddTo(_bench.Journal, JournalBench.Modem, "test");
        Assert.That(() => _bench.Journal.Verify().NoFindings(), Failure("found 1\n").And.Message.Contains("[L01] error: y"));
    }

    [Test]
    public async Task A_wait_finds_what_comes_and_says_what_came_near()
    {
        var wait = _bench.Journal.Verify().WithinAsync(TimeSpan.FromSeconds(5), "CONNECT set AccessString=internet");
        Connect(1, "internet");
        Assert.That((await wait.WaitAsync(HangGuard)).Number, Is.EqualTo(1));

        var missed = _bench.Journal.Verify(from: 2).WithinAsync(TimeSpan.FromSeconds(5), "CONNECT set AccessString=internet");
        Connect(2, "intranet");
        _bench.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That(async () => await missed.WaitAsync(HangGuard), Failure("within 00:00:05; found none; closest: #2 Command CONNECT Set, AccessString 'intranet'"));
    }

    private static ContainsConstraint Failure(string text) => Throws.TypeOf<VerificationException>().With.Message.Contains(text);

    private static byte[] Buffer(string accessString) => JournalBench.Buffer(new SetConnect { AccessString = accessString });

    private void Connect(uint transactionId, string accessString) =>
        _bench.ToFunction(JournalBench.Command(transactionId, BasicConnect.Connect, MbimCommandType.Set, Buffer(accessString)));
}
