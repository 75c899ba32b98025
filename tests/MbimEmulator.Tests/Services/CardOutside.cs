using MbimEmulator.Card;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;

namespace MbimEmulator.Tests.Services;

/// <summary>A card from outside as a reader has it: it answers later, when the test has it answer, and what the test wants.</summary>
/// <param name="bench">The modem.</param>
/// <param name="change">What becomes of the answer that a good card gives to a command.</param>
internal sealed class CardOutside(ModemBench bench, Func<byte[], byte[], byte[]>? change = null) : ICardTerminal
{
    private readonly CardSession _card = new(new UiccCard(CardBuilder.Build(new ModemProfile())));
    private readonly Queue<(byte[] Command, CardAnswerHandler Answered)> _asked = new();

    /// <summary>All commands so far.</summary>
    public List<byte[]> Commands { get; } = [];

    public int Resets { get; private set; }

    public ReadOnlySpan<byte> Atr => _card.Atr;

    /// <summary>A modem whose card comes from outside.</summary>
    public static ModemBench Bench() => new(ModemProfile.Parse("p", "sim: { reader: \"127.0.0.1:0\" }\nslots: []"));

    public void Insert() => bench.Do(modem => modem.TakeCard(this));

    public void Remove() => bench.Do(modem => modem.LoseCard(this));

    /// <summary>Answers until nothing is asked any more.</summary>
    /// <param name="limit">The most commands that may be asked.</param>
    /// <returns>How many there were.</returns>
    public int Serve(int limit = 10_000)
    {
        var count = 0;
        bench.Advance(1000);
        while (_asked.TryDequeue(out var asked))
        {
            Assert.That(++count, Is.LessThanOrEqualTo(limit), "it does not end");
            var answer = _card.Transmit(asked.Command).ToArray();
            answer = change?.Invoke(asked.Command, answer) ?? answer;
            bench.Do(_ => asked.Answered(answer));
            if (_asked.Count == 0)
            {
                bench.Advance(1000);
            }
        }

        return count;
    }

    public void Reset()
    {
        Resets++;
        _asked.Clear();
        _card.Reset();
    }

    public void Transmit(ReadOnlySpan<byte> command, CardAnswerHandler answered)
    {
        Commands.Add(command.ToArray());
        _asked.Enqueue((command.ToArray(), answered));
    }
}
