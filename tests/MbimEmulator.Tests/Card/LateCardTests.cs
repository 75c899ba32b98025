using MbimEmulator.Card;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol.Messages;
using static MbimEmulator.Tests.Services.UiccHost;

namespace MbimEmulator.Tests.Card;

/// <summary>A card from outside that answers when it likes: too late, or when it is not the modem's card any more.</summary>
public class LateCardTests
{
    [Test]
    public void An_answer_that_comes_when_the_modem_gave_up_is_not_taken_for_the_next_ones()
    {
        var (bench, card) = Start();
        card.IsSilent = true;
        var first = Transmit(bench, 1, SelectImsi);
        bench.Advance(5_000);
        first.AssertRefused(MbimStatus.Failure);

        var second = Transmit(bench, 1, ReadImsi);
        bench.Do(_ => card.Answer(0));
        Assert.That(second.Status, Is.Null, "that was the answer to the first one");
        bench.Do(_ => card.Answer(1));
        Assert.That(second.Success.Response.Count, Is.EqualTo(9));
    }

    [Test]
    public void A_card_that_is_gone_is_not_heard()
    {
        var (bench, card) = Start();
        card.IsSilent = true;
        var read = Transmit(bench, 1, ReadImsi);
        bench.Do(modem => modem.LoseCard(card));
        read.AssertRefused(MbimStatus.SimNotInserted);

        var other = new LateCard { IsSilent = true };
        bench.Do(modem => modem.TakeCard(other));
        bench.Advance(1000);
        var asked = other.Asked;
        bench.Do(_ => card.Answer(0));
        Assert.That(other.Asked, Is.EqualTo(asked), "the modem still waits for the first answer of the card that is there");
    }

    private static (ModemBench Bench, LateCard Card) Start()
    {
        var bench = new ModemBench(new ModemProfile { Sim = new() { Reader = "127.0.0.1:0" } });
        var card = new LateCard();
        bench.Do(modem => modem.TakeCard(card));
        bench.Advance(1000);
        Assert.That(Open(bench).Success.Channel, Is.EqualTo(1));
        Transmit(bench, 1, SelectImsi);
        return (bench, card);
    }

    // The card of the default profile; while it is silent, its answers wait.
    private sealed class LateCard : ICardTerminal
    {
        private readonly CardSession _session = new(new UiccCard(CardBuilder.Build(new ModemProfile())));
        private readonly List<Action> _answers = [];

        public bool IsSilent { get; set; }

        public int Asked { get; private set; }

        public ReadOnlySpan<byte> Atr => _session.Atr;

        public void Reset() => _session.Reset();

        public void Transmit(ReadOnlySpan<byte> command, CardAnswerHandler answered)
        {
            Asked++;
            var answer = _session.Transmit(command).ToArray();
            if (IsSilent)
            {
                _answers.Add(() => answered(answer));
            }
            else
            {
                answered(answer);
            }
        }

        public void Answer(int number) => _answers[number]();
    }
}
