using MbimEmulator.Journal;
using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimEmulator.Tests.Modem;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsUiccLowLevelAccessService;
using static MbimEmulator.Tests.Faults.FaultBench;
using static MbimEmulator.Tests.Services.UiccHost;

namespace MbimEmulator.Tests.Card;

/// <summary>The card's traffic on the modem's pipeline: what the journal has of it, and what rules do to it.</summary>
public class ApduTrafficTests
{
    private static readonly MbimArray<byte> SelectKeys = [0x00, 0xA4, 0x08, 0x0C, 0x04, 0x7F, 0xFF, 0x6F, 0x08];
    private static readonly MbimArray<byte> ReadKey = [0x00, 0xB0, 0x00, 0x00, 0x01];
    private static readonly MbimArray<byte> UpdateKey = [0x00, 0xD6, 0x00, 0x00, 0x01, 0x05];

    [Test]
    public void The_journal_has_each_exchange_with_its_file_and_status_word()
    {
        var (bench, journal) = Journalled();
        var from = journal.Statistics.Last + 1;
        Open(bench, p2: 4);
        Transmit(bench, 1, SelectImsi);
        Transmit(bench, 1, ReadImsi);
        Transmit(bench, 1, [0x00, 0xB2, 0x01, 0x04, 0x00]);
        Transmit(bench, 1, [0x00, 0xB0, 0x83, 0x00, 0x04]);
        Transmit(bench, 1, [0x00, 0x20, 0x00, 0x01]);
        Transmit(bench, 1, [0x00, 0xA4, 0x08, 0x0C, 0x02, 0x2F, 0xE2]);
        Transmit(bench, 1, [0x00, 0xE2, 0x00, 0x00]);
        Close(bench, 1);
        Assert.That(Lines(journal, from).Where(line => line.Contains("channel 1", StringComparison.Ordinal)), Is.EqualTo(new[]
        {
            "SELECT usim (ADF_USIM) on channel 1: 6131 (49 bytes wait for GET RESPONSE)",
            "GET RESPONSE on channel 1: 49 bytes, 9000",
            "SELECT usim/6f07 (EF_IMSI) on channel 1: 9000",
            "READ BINARY usim/6f07 (EF_IMSI) on channel 1: 9 bytes, 9000",
            "READ RECORD usim/6f07 (EF_IMSI) record 1 on channel 1: 6981 (incompatible file structure)",
            "READ BINARY usim/6fad (EF_AD) on channel 1: 4 bytes, 9000",
            "VERIFY PIN 01 on channel 1: 63c3 (attempts left: 3)",
            "SELECT 3f00/2fe2 (EF_ICCID) on channel 1: 9000",
            "INS e2 on channel 1: 6d00 (instruction not supported)",
        }));
    }

    [Test]
    public void The_description_of_a_file_is_asked_for_only_to_learn_its_size()
    {
        var (bench, journal) = Journalled();
        var from = journal.Statistics.Last + 1;
        bench.Query(MsUiccLowLevelAccess.ReadBinary, new UiccAccessBinary { AppId = Usim, FilePath = [0x7F, 0xFF, 0x6F, 0xAD], NumberOfBytes = 4 });
        bench.Query(MsUiccLowLevelAccess.ReadBinary, new UiccAccessBinary { AppId = Usim, FilePath = [0x7F, 0xFF, 0x6F, 0xAD] });
        bench.Query(MsUiccLowLevelAccess.ReadBinary, new UiccAccessBinary { FilePath = [0x3F, 0x00], NumberOfBytes = 1 });
        Assert.That(Lines(journal, from), Is.EqualTo(new[]
        {
            "SELECT usim (ADF_USIM): 9000",
            "SELECT usim/6fad (EF_AD): 9000",
            "READ BINARY usim/6fad (EF_AD): 4 bytes, 9000",
            "SELECT usim (ADF_USIM): 9000",
            "SELECT usim/6fad (EF_AD): 6119 (25 bytes wait for GET RESPONSE)",
            "GET RESPONSE: 25 bytes, 9000",
            "READ BINARY usim/6fad (EF_AD): 4 bytes, 9000",
            "SELECT 3f00 (MF): 9000",
            "READ BINARY 3f00 (MF): 6986 (no file selected)",
        }));
    }

    [Test]
    public void What_the_modem_reads_is_journalled_behind_the_answer_to_reset()
    {
        var (_, journal) = Journalled();
        var lines = Lines(journal, 1);
        Assert.That(lines[0], Is.EqualTo("ATR 3b9e96801f878031e073fe2117664d42494d454d9f"));
        Assert.That(lines, Has.Some.StartsWith("READ BINARY usim/6f07 (EF_IMSI): 9 bytes, 9000"));
    }

    [Test]
    public void Bytes_are_shown_only_when_personal_data_is()
    {
        var (bench, journal) = Journalled();
        Open(bench);
        Transmit(bench, 1, SelectImsi);
        var from = journal.Statistics.Last + 1;
        Transmit(bench, 1, ReadImsi);
        var entry = journal.Read(from).Single(entry => entry.Kind == JournalEntryKind.Apdu);
        Assert.Multiple(() =>
        {
            Assert.That(entry.ToString(), Does.Not.Contain("0809"));
            Assert.That(JournalRenderer.ToJson(entry), Does.Contain("\"kind\":\"apdu\"").And.Contain("\"apdu\":{\"instruction\":\"READ BINARY\",\"channel\":1,\"file\":\"usim/6f07\",\"fileName\":\"EF_IMSI\",\"statusWord\":\"9000\",\"status\":\"\",\"dataLength\":9}"));
            Assert.That(JournalRenderer.ToLine(entry, showPersonal: true), Does.EndWith(" > 01b0000009 < 0809101010325476989000"));
            Assert.That(JournalRenderer.ToJson(entry, showPersonal: true), Does.Contain("\"command\":\"01b0000009\",\"response\":\"0809101010325476989000\""));
        });
    }

    [Test]
    public void A_reader_beside_the_modem_is_named()
    {
        var (bench, journal) = Journalled();
        var from = journal.Statistics.Last + 1;
        var answer = "";
        bench.Do(modem =>
        {
            var terminal = modem.ConnectTerminal();
            terminal.Transmit([0x00, 0xA4, 0x00, 0x0C, 0x02, 0x2F, 0xE2], said => answer = Convert.ToHexString(said));
        });
        var entries = journal.Read(from).ToList();
        Assert.That(answer, Is.EqualTo("9000"));
        Assert.That(entries.Select(entry => entry.Host), Is.All.EqualTo("reader"));
        Assert.That(entries.Select(TextOf), Is.EqualTo(new[] { "ATR 3b9e96801f878031e073fe2117664d42494d454d9f", "SELECT 3f00/2fe2 (EF_ICCID): 9000" }));
    }

    [Test]
    public void An_answer_in_the_cards_place_keeps_the_command_from_it()
    {
        var bench = WithKeys(new ApduTrigger { Instruction = 0xD6, File = "EF_Keys" }, new AnswerApduAction { StatusWord = 0x6982 });
        Assert.That(UiccStatus.ToStatusWords(Transmit(bench, 1, UpdateKey).Success.Status), Is.EqualTo(0x6982));
        Assert.That(Transmit(bench, 1, ReadKey).Success.Response, Is.EqualTo((MbimArray<byte>)[7]));
    }

    [Test]
    public void An_answer_in_place_of_the_cards_comes_when_the_command_was_done()
    {
        var bench = WithKeys(new ApduTrigger { Direction = TransferDirection.ToHost, Instruction = 0xD6, StatusWord = "9000" }, new AnswerApduAction { StatusWord = 0x6581 });
        Assert.That(UiccStatus.ToStatusWords(Transmit(bench, 1, UpdateKey).Success.Status), Is.EqualTo(0x6581));
        Assert.That(Transmit(bench, 1, ReadKey).Success.Response, Is.EqualTo((MbimArray<byte>)[5]));
    }

    [Test]
    public void Data_alone_leaves_the_status_word()
    {
        var bench = WithKeys(new ApduTrigger { Direction = TransferDirection.ToHost, Instruction = 0xB0 }, new AnswerApduAction { Data = [1, 2, 3] });
        var read = Transmit(bench, 1, ReadKey).Success;
        Assert.That((read.Status, read.Response), Is.EqualTo((0x90u, (MbimArray<byte>)[1, 2, 3])));
    }

    [Test]
    public void An_answer_is_patched_and_cut()
    {
        var bench = WithKeys(new ApduTrigger { Direction = TransferDirection.ToHost, Instruction = 0xB0 }, new PatchAction { Offset = 0, Bytes = [0x55] });
        Assert.That(Transmit(bench, 1, ReadKey).Success.Response, Is.EqualTo((MbimArray<byte>)[0x55]));
        bench = WithKeys(new ApduTrigger { Direction = TransferDirection.ToHost, Instruction = 0xB0 }, new ResizeAction(-2, false));
        Transmit(bench, 1, ReadKey).AssertRefused(MbimStatus.Failure);
    }

    [Test]
    public void A_command_grown_beyond_a_cards_longest_is_answered_so()
    {
        var bench = WithKeys(new ApduTrigger { Instruction = 0xB0 }, new ResizeAction(300, false));
        Assert.That(UiccStatus.ToStatusWords(Transmit(bench, 1, ReadKey).Success.Status), Is.EqualTo(0x6700));
    }

    [TestCase(TransferDirection.ToFunction)]
    [TestCase(TransferDirection.ToHost)]
    public void A_late_one_holds_what_is_asked_behind_it(TransferDirection direction)
    {
        var bench = WithKeys(new ApduTrigger { Direction = direction, Instruction = 0xD6 }, Delay(2000));
        var update = Transmit(bench, 1, UpdateKey);
        var read = Transmit(bench, 1, ReadKey);
        bench.Advance(1999);
        Assert.That((update.Status, read.Status), Is.EqualTo(((MbimStatus?)null, (MbimStatus?)null)));
        bench.Advance(1);
        Assert.That((update.Success.Status, read.Success.Response), Is.EqualTo((0x90u, (MbimArray<byte>)[5])), "a card does one thing at a time");
    }

    [TestCase(TransferDirection.ToFunction, 7)]
    [TestCase(TransferDirection.ToHost, 5)]
    public void What_comes_after_the_modem_gave_up_is_lost(TransferDirection direction, int kept)
    {
        var bench = WithKeys(new ApduTrigger { Direction = direction, Instruction = 0xD6 }, Delay(15_000));
        var update = Transmit(bench, 1, UpdateKey);
        bench.Advance(5_000);
        update.AssertRefused(MbimStatus.Failure);
        bench.Advance(15_000);
        Assert.That(Transmit(bench, 1, ReadKey).Success.Response, Is.EqualTo((MbimArray<byte>)[(byte)kept]));
    }

    [Test]
    public void A_card_that_is_taken_out_while_its_answer_is_late_ends_the_command()
    {
        var bench = WithKeys(new ApduTrigger { Direction = TransferDirection.ToHost, Instruction = 0xB0, Channels = (1, 19) }, Delay(5000));
        var read = Transmit(bench, 1, ReadKey);
        bench.Do(modem => modem.EjectSim());
        read.AssertRefused(MbimStatus.SimNotInserted);
        bench.Do(modem => modem.InsertSim());
        bench.Advance(20_000);
        Assert.That(Open(bench).Success.Channel, Is.EqualTo(1));
    }

    [Test]
    public void A_change_of_the_modem_behind_a_late_answer_notifies_the_host()
    {
        var bench = new ModemBench();
        bench.Do(_ => bench.Group.Faults.Load(new Scenario { Name = "late", Rules = [Rule(new ApduTrigger { Instruction = 0xB0, File = "usim/6f07" }, Delay(3000))] }));
        bench.Advance(2500);
        Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success.ReadyState, Is.EqualTo(SubscriberReadyState.NotInitialized));
        bench.Advance(3000);
        Assert.That(((SubscriberReadyInfo)bench.Notified["SUBSCRIBER_READY_STATUS"]).ReadyState, Is.EqualTo(SubscriberReadyState.Initialized));
    }

    [TestCase("usim/6f08", true)]
    [TestCase("USIM/6F08", true)]
    [TestCase("6f08", true)]
    [TestCase("ef_keys", true)]
    [TestCase("3f00/6f08", false)]
    [TestCase("usim", false)]
    [TestCase("6f09", false)]
    public void A_file_is_meant_by_path_identifier_or_name(string file, bool isMeant) =>
        AssertMeant(new ApduTrigger { Instruction = 0xB0, File = file }, isMeant);

    [TestCase("0?", true)]
    [TestCase("01", true)]
    [TestCase("00", false)]
    [TestCase("*", true)]
    public void A_class_is_meant_by_its_digits(string pattern, bool isMeant) => AssertMeant(new ApduTrigger { Instruction = 0xB0, Class = pattern }, isMeant);

    [TestCase(1, 19, true)]
    [TestCase(0, 0, false)]
    [TestCase(1, 1, true)]
    public void A_channel_is_meant_by_its_number(int first, int last, bool isMeant) => AssertMeant(new ApduTrigger { Instruction = 0xB0, Channels = (first, last) }, isMeant);

    [TestCase("07", true)]
    [TestCase("0?", true)]
    [TestCase("07*", true)]
    [TestCase("*", true)]
    [TestCase("", false)]
    [TestCase("0700", false)]
    public void The_data_of_an_answer_is_meant_as_a_whole_or_by_its_beginning(string data, bool isMeant) =>
        AssertMeant(new ApduTrigger { Direction = TransferDirection.ToHost, Instruction = 0xB0, Data = data }, isMeant);

    [Test]
    public void What_is_no_pattern_is_refused()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => new ApduTrigger { Data = "0" }, Throws.ArgumentException);
            Assert.That(() => new ApduTrigger { Data = "0*1" }, Throws.ArgumentException);
            Assert.That(() => new ApduTrigger { Class = "**" }, Throws.ArgumentException);
            Assert.That(() => new ApduTrigger { File = "EF_NONE" }, Throws.ArgumentException.With.Message.Contains("EF_NONE"));
            Assert.That(() => new ApduTrigger { File = "usim/6f0" }, Throws.ArgumentException);
        });
    }

    private static void AssertMeant(ApduTrigger trigger, bool isMeant)
    {
        var bench = WithKeys(trigger, new AnswerApduAction { StatusWord = 0x6F00 });
        Assert.That(UiccStatus.ToStatusWords(Transmit(bench, 1, ReadKey).Success.Status), Is.EqualTo(isMeant ? 0x6F00 : 0x9000));
    }

    // A host on channel 1 with EF_Keys selected, which holds 07, before the rule comes.
    private static ModemBench WithKeys(ApduTrigger trigger, params FaultAction[] actions)
    {
        var bench = ModemBench.Ready();
        Open(bench);
        Transmit(bench, 1, SelectKeys);
        bench.Do(_ => bench.Group.Faults.Load(new Scenario { Name = "card", Rules = [Rule(trigger, actions)] }));
        return bench;
    }

    private static (ModemBench Bench, MessageJournal Journal) Journalled()
    {
        var journal = new MessageJournal();
        var bench = new ModemBench(configure: options => options with { Journal = journal });
        bench.Advance(1000);
        return (bench, journal);
    }

    private static string[] Lines(MessageJournal journal, long from) => [.. journal.Read(from).Where(entry => entry.Kind == JournalEntryKind.Apdu).Select(TextOf)];

    private static string TextOf(JournalEntry entry)
    {
        var line = entry.ToString();
        return line[(line.IndexOf("Apdu ", StringComparison.Ordinal) + "Apdu ".Length)..];
    }
}
