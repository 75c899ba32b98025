using MbimClient;
using MbimEmulator.Journal;
using MbimEmulator.Journal.Linting;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Journal.Linting;

public sealed class JournalLinterTests
{
    [Test]
    public async Task Our_own_client_breaks_nothing()
    {
        var journal = new MessageJournal();
        await using var modem = new ModemGroup(new ModemGroupOptions { Journal = journal });
        using var linter = new JournalLinter(modem, journal);
        await using (var device = await MbimDevice.OpenAsync(await modem.ConnectAsync("client")))
        {
            await device.NegotiateVersionAsync();
            await device.QueryAsync(BasicConnect.DeviceCaps);
            await device.SetAsync(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.Off });
        }

        journal.Verify().NoFindings(LinterSeverity.Warning);
        Assert.That(journal.Verify(host: "client").InOrder("OPEN", "RADIO_STATE set", "CLOSE", "CLOSE_DONE"), Has.Count.EqualTo(4));
    }

    [Test]
    public async Task The_emulators_own_shared_host_is_accused_of_what_its_guests_ask_for_alone()
    {
        var journal = new MessageJournal();
        await using var modem = new ModemGroup(new ModemGroupOptions { Journal = journal });
        using var linter = new JournalLinter(modem, journal);
        await using (var shared = await modem.ConnectAsync("shared host"))
        {
            await shared.SendAsync(JournalBench.Plain(MbimMessageType.Open, 0, 4096));
            await shared.SendAsync(JournalBench.Plain(MbimMessageType.Open, 1, 16));
            await journal.Verify().WithinAsync(TimeSpan.FromSeconds(60), "OPEN_DONE");
        }

        journal.Verify().NoFindings(LinterSeverity.Warning);
        Assert.That(LinterAssertions.OfContents, Is.SubsetOf(LinterAssertions.All).And.None.EqualTo(LinterAssertions.All[0]));
    }

    [Test]
    public async Task What_a_host_broke_is_in_the_journal_under_its_name()
    {
        var journal = new MessageJournal();
        await using var modem = new ModemGroup(new ModemGroupOptions { Journal = journal });
        using var linter = new JournalLinter(modem, journal);
        await using (var first = await modem.ConnectAsync("first"))
        {
            await first.SendAsync(JournalBench.Plain(MbimMessageType.Open, 0, 4096));
            await journal.Verify().WithinAsync(TimeSpan.FromSeconds(60), "OPEN_DONE");
        }

        await using (var second = await modem.ConnectAsync("second"))
        {
            await second.SendAsync(JournalBench.Command(1, BasicConnect.RadioState, (MbimCommandType)7));
            await journal.Verify(host: "second").WithinAsync(TimeSpan.FromSeconds(60), "COMMAND_DONE");
        }

        linter.Dispose();
        await using (var third = await modem.ConnectAsync("third"))
        {
            await third.SendAsync(JournalBench.Plain(MbimMessageType.Close, 0));
            await journal.Verify(host: "third").WithinAsync(TimeSpan.FromSeconds(60), "CLOSE_DONE");
        }

        var findings = journal.Read().Where(entry => entry.Kind == JournalEntryKind.Finding).Select(entry => (entry.Host, entry.Rule));
        Assert.That(findings, Is.EqualTo(new[] { ("first", "L08"), ("second", "L21") }), "the second host takes up the open session");
    }
}
