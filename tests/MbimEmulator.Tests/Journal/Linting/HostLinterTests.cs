using System.Globalization;
using MbimEmulator.Journal;
using MbimEmulator.Journal.Linting;
using MbimEmulator.Pipeline;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Journal.Linting;

public sealed class HostLinterTests
{
    [TestCaseSource(typeof(LinterCases), nameof(LinterCases.Violations))]
    public void It_is_found_once(string id, object sequence, string[] beside)
    {
        using var bench = new LinterBench();
        ((Action<LinterBench>)sequence)(bench);
        Assert.That(bench.Ids.Except(beside), Is.EqualTo(new[] { id }), string.Join('\n', bench.Findings));
        Assert.That(bench.Ids.Count(found => found == id), Is.EqualTo(1), string.Join('\n', bench.Findings));
    }

    [TestCaseSource(typeof(LinterCases), nameof(LinterCases.Conforming))]
    public void What_looks_alike_is_no_finding(string id, object sequence, string[] beside)
    {
        using var bench = new LinterBench();
        ((Action<LinterBench>)sequence)(bench);
        Assert.That(bench.Ids.Except(beside), Is.Empty, string.Join('\n', bench.Findings));
    }

    [Test]
    public void Every_assertion_has_sequences_that_break_it() =>
        Assert.That(
            LinterCases.Violations().Select(c => c.Arguments[0]).Distinct().Order(),
            Is.EqualTo(LinterAssertions.All.Select(assertion => assertion.Id)));

    [Test]
    public void Assertions_are_numbered_and_found_by_number()
    {
        for (var i = 0; i < LinterAssertions.All.Count; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"l{i + 1:00}");
            Assert.That(LinterAssertions.Find(id), Is.SameAs(LinterAssertions.All[i]));
        }

        Assert.That(LinterAssertions.Find("L99"), Is.Null);
    }

    [Test]
    public void A_finding_says_what_was_found_in_which_message()
    {
        using var bench = new LinterBench();
        bench.Open().Query(5, BasicConnect.RadioState).Query(5, BasicConnect.RadioState);
        var finding = bench.Findings.Single();
        Assert.That((finding.TransactionId, finding.MessageId), Is.EqualTo((5u, 77L)));
        Assert.That(
            finding.ToString(),
            Is.EqualTo("L17 TransactionId of an outstanding command reused: The command with TransactionId 5 has not been answered."));
    }

    [Test]
    public void A_finding_goes_to_the_journal()
    {
        using var bench = new LinterBench();
        bench.Open().Query(0, BasicConnect.RadioState);
        var journal = new MessageJournal();
        bench.Findings.Single().AddTo(journal, "m", "h");
        var entry = journal.Read().Single();
        Assert.That(
            (entry.Kind, entry.Modem, entry.Host, entry.Rule, entry.MessageId, entry.Direction),
            Is.EqualTo((JournalEntryKind.Finding, "m", "h", "L08", 77L, TransferDirection.ToFunction)));
        Assert.That(entry.Text, Is.EqualTo("error: A message of type Command has it."));
    }

    [Test]
    public void Buffers_are_read_in_the_layout_that_was_agreed_on()
    {
        var version = JournalBench.Buffer(new MbimVersion { Version = 0x0100, ExtendedVersion = MbimExVersion.V3 });
        var connect = new SetConnect { AccessString = "internet" };
        var bytes = new byte[connect.GetSize(MbimExVersion.V3)];
        connect.Write(bytes, MbimExVersion.V3);

        using var agreed = new LinterBench();
        agreed.Open().Query(2, BasicConnect.DeviceServices).Query(3, MsBasicConnectExtensions.Version, version)
            .Done(3, MsBasicConnectExtensions.Version, version).Set(4, BasicConnect.Connect, bytes);
        Assert.That(agreed.Findings, Is.Empty);

        agreed.Open().Set(2, BasicConnect.Connect, bytes);
        Assert.That(agreed.Ids, Is.Not.Empty, "OPEN begins with 1.0");
    }

    [Test]
    public void Any_bytes_may_be_shown()
    {
        using var bench = new LinterBench();
        bench.Open();
        var random = new Random(9);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(120)];
            random.NextBytes(bytes);
            if (bytes.Length >= 20 && random.Next(4) != 0)
            {
                new MessageHeader(random.GetItems(Enum.GetValues<MbimMessageType>(), 1)[0], (uint)bytes.Length, (uint)random.Next(4)).Write(bytes);
                new FragmentHeader((uint)random.Next(4), (uint)random.Next(4)).Write(bytes.AsSpan(FragmentHeader.Offset));
            }

            bench.After(random.Next(200));
            _ = random.Next(2) == 0 ? bench.Host(bytes) : bench.Function(bytes);
        }

        Assert.That(bench.Ids.Distinct().Count(), Is.GreaterThan(8));
    }
}
