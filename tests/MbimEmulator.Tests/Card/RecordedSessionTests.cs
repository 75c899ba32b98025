using MbimEmulator.Card;
using MbimEmulator.Profiles;

namespace MbimEmulator.Tests.Card;

/// <summary>The card beside a real one: data/pysim/pySim-trace_test_gsmtap.pcapng has 25 sessions of a sysmoISIM-SJA2.</summary>
public class RecordedSessionTests
{
    [Test]
    public void A_real_cards_session_is_replayed_by_a_card_with_its_files()
    {
        var recorded = RecordedSession.Read(RecordedData.ReadBytes("pysim/pySim-trace_test_gsmtap.pcapng"));
        var profile = new ModemProfile { Sim = new SimProfile { Files = recorded.Files, Atr = [.. recorded.Atr] } };
        var session = new CardSession(new UiccCard(CardBuilder.Build(profile)));
        Assert.That(session.Card.Image.Atr, Is.EqualTo(recorded.Atr));
        var number = 0;
        List<string> differences = [];
        foreach (var exchange in recorded.Exchanges)
        {
            if (exchange is null)
            {
                session.Reset();
                continue;
            }

            number++;
            var command = CommandOf(exchange);
            var answer = session.Transmit(command);
            var expected = exchange.AsSpan(command.Length);
            if (exchange[1] is 0xC0 or 0xF2 && expected[0] == 0x62)
            {
                Compare(number, exchange, expected, answer, differences);
            }
            else if (!answer.SequenceEqual(expected))
            {
                differences.Add($"{number}: {Convert.ToHexStringLower(command)}: {Convert.ToHexStringLower(answer)}, recorded {Convert.ToHexStringLower(expected)}");
            }
        }

        Assert.Multiple(() =>
        {
            Assert.That(number, Is.EqualTo(932));
            Assert.That(string.Join('\n', differences), Is.Empty);
        });
    }

    // What a command sends, and what it gets, have one place in the recording: the instruction says which it is.
    private static byte[] CommandOf(byte[] exchange) =>
        exchange.Length == 7 || exchange[1] is 0xB0 or 0xB2 or 0xC0 or 0xF2 or 0x70 ? exchange[..5] : exchange[..^2];

    private static void Compare(int number, byte[] exchange, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> answer, List<string> differences)
    {
        var (wanted, found) = (FileTemplate.Objects(expected), FileTemplate.Objects(answer));
        if (!wanted.SequenceEqual(found) || !expected[^2..].SequenceEqual(answer[^2..]))
        {
            differences.Add($"{number}: {Convert.ToHexStringLower(exchange)}: {string.Join(' ', found)}, recorded {string.Join(' ', wanted)}");
        }
    }
}
