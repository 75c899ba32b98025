using System.Text.Json;
using MbimEmulator.Journal;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Journal;

public sealed class JournalRendererTests
{
    private static readonly byte[] Connect = JournalBench.Buffer(new SetConnect { AccessString = "internet", UserName = "ann", Password = "secret" });

    [Test]
    public void A_line_has_number_time_names_direction_and_fields()
    {
        var bench = new JournalBench();
        bench.Clock.Advance(TimeSpan.FromMilliseconds(1500));
        bench.ToFunction(JournalBench.Command(5, BasicConnect.Connect, MbimCommandType.Set, Connect));
        Assert.That(
            bench.Journal.Read().Single().ToString(),
            Does.StartWith("#1 1.500000 modem0 test > COMMAND tid=5 Basic Connect CONNECT").And.Contains("internet").And.Not.Contains("secret"));
    }

    [Test]
    public void A_line_tells_of_faults_and_counts()
    {
        var bench = new JournalBench();
        bench.Note("x");
        bench.Journal.Add(new JournalItem(JournalEntryKind.Fault, "m") { MessageId = 1, Rule = "slow", Text = "delayed by 3 s" });
        bench.Journal.Count("m", null, "datagrams", 3);
        Assert.That(bench.Journal.Read(2).Select(e => e.ToString()), Is.EqualTo(new[]
        {
            "#2 0.000000 m Fault of #1 [slow] delayed by 3 s", "#3 0.000000 m Note datagrams (3 times)",
        }));
    }

    [Test]
    public void Json_has_the_decoded_message()
    {
        var bench = new JournalBench();
        bench.ToFunction(JournalBench.Command(5, BasicConnect.Connect, MbimCommandType.Set, Connect));
        bench.ToHost(JournalBench.CommandDone(5, BasicConnect.Connect, MbimStatus.Failure));
        var entries = bench.Journal.Read().Select(e => JsonDocument.Parse(JournalRenderer.ToJson(e)).RootElement).ToList();
        Assert.That(entries[0].GetProperty("message").GetProperty("informationBuffer").GetProperty("AccessString").GetString(), Is.EqualTo("internet"));
        Assert.That(
            (entries[1].GetProperty("kind").GetString(), entries[1].GetProperty("direction").GetString(), entries[1].GetProperty("answers").GetInt64()),
            Is.EqualTo(("message", "toHost", 1L)));
    }

    [Test]
    public void Personal_data_shows_only_when_asked_for()
    {
        var bench = new JournalBench();
        bench.ToFunction(JournalBench.Command(5, BasicConnect.Connect, MbimCommandType.Set, Connect));
        var entry = bench.Journal.Read().Single();
        Assert.That(JournalRenderer.ToJson(entry), Does.Not.Contain("secret").And.Not.Contains("\"bytes\""));
        Assert.That(JournalRenderer.ToJson(entry, showPersonal: true), Does.Contain("secret").And.Contains("\"bytes\""));
        Assert.That(JournalRenderer.ToLine(entry, showPersonal: true), Does.Contain("secret"));
    }

    [Test]
    public void Anything_can_be_shown()
    {
        var bench = new JournalBench();
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            var bytes = new byte[i % 70];
            random.NextBytes(bytes);
            bench.ToHost(bytes, kind: JournalEntryKind.Transfer);
        }

        foreach (var entry in bench.Journal.Read())
        {
            Assert.That(JsonDocument.Parse(JournalRenderer.ToJson(entry)).RootElement.GetProperty("number").GetInt64(), Is.EqualTo(entry.Number));
            Assert.That(entry.ToString(), Does.StartWith($"#{entry.Number} ").And.Not.Contains("\n"));
        }
    }
}
