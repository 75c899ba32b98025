using System.Globalization;
using System.Text;
using MbimEmulator.Card;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Card.Keys;

namespace MbimEmulator.Tests.Card;

/// <summary>The card beside a small model of it: whatever two terminals send in whatever order, both answer the same and stand at the same place.</summary>
public class CardModelTests
{
    private const int Stories = 200;
    private const int Steps = 500;

    private static readonly CardImage Image = CardBuilder.Build(ProfileLoader.Parse("card.yaml", CardModel.Profile));
    private static readonly string[] Ids = ["3f00", "2f01", "7f01", "6f01", "5f01", "4f01", "7f02", "6f02", "7fff", "6f07", "5fc0", "4f02", "9999"];
    private static readonly string[] Pins = ["1234", "5678", "0000"];
    private static readonly string[] Puks = ["12345678", "87654321", "00000000"];

    [Test]
    public void A_hundred_thousand_commands_of_two_terminals_are_answered_as_the_model_says() =>
        Parallel.For(0, Stories, seed =>
        {
            var random = new Random(seed);
            var model = new CardModel();
            var card = new UiccCard(Image);
            CardSession[] sessions = [new(card), new(card)];
            StringBuilder story = new();
            for (var step = 1; step <= Steps; step++)
            {
                var terminal = random.Next(2);
                var (command, expected) = Next(random, model, terminal);
                story.Append(CultureInfo.InvariantCulture, $"\n{terminal}: {command}");
                if (command == "reset")
                {
                    sessions[terminal].Reset();
                }
                else if (Hex.Of(sessions[terminal].Transmit(Hex.Bytes(command))) is var answer && answer != expected)
                {
                    Assert.Fail($"seed {seed}, step {step}: answered {answer}, expected {expected}, after{story}");
                }

                if (Difference(model, sessions) is { Length: > 0 } difference)
                {
                    Assert.Fail($"seed {seed}, step {step}: {difference}, after{story}");
                }
            }
        });

    private static (string Command, string Expected) Next(Random random, CardModel model, int terminal)
    {
        // Mostly one of a few channels, or a story would be spent on closed ones.
        var channel = random.Next(8) switch { < 3 => 0, < 7 => random.Next(4), _ => random.Next(20) };
        var interIndustry = (channel < 4 ? channel : 0x40 | (channel - 4)).ToString("x2", CultureInfo.InvariantCulture);
        switch (random.Next(40))
        {
            case 0:
                model.Reset(terminal);
                return ("reset", "");
            case < 5:
                return ($"{interIndustry}70000001", model.Open(terminal, channel));
            case < 8:
                var closed = random.Next(3) == 0 ? random.Next(21) : random.Next(5);
                return ($"{interIndustry}7080{closed:x2}", model.Close(terminal, channel, closed));
            case < 11:
                var (application, aid) = random.Next(3) switch { 0 => ("usim", "a0000000871002"), 1 => ("isim", "a0000000871004"), _ => ("none", "a0000000871009") };
                return ($"{interIndustry}a4040c07{aid}", model.SelectApplication(terminal, channel, application));
            case < 21:
                var id = Ids[random.Next(Ids.Length)];
                return ($"{interIndustry}a4000c02{id}", model.Select(terminal, channel, id));
            case < 26:
                return ($"{interIndustry}b0000001", model.Read(terminal, channel));
            case < 31:
                var value = random.Next(256).ToString("x2", CultureInfo.InvariantCulture);
                return ($"{interIndustry}d6000001{value}", model.Update(terminal, channel, value));
            case var kind:
                return NextOfPin(random, model, terminal, kind);
        }
    }

    private static (string Command, string Expected) NextOfPin(Random random, CardModel model, int terminal, int kind)
    {
        var name = random.Next(3) == 0 ? "2" : "1";
        var pin = name == "1" ? model.Pin1 : model.Pin2;
        var reference = name == "1" ? "01" : "81";
        var given = random.Next(3) > 0 ? pin.Value : Pins[random.Next(3)];
        var puk = random.Next(4) > 0 ? pin.Puk : Puks[random.Next(3)];
        var wanted = Pins[random.Next(2)];
        return kind switch
        {
            < 34 => ($"002000{reference}08{Digits(given)}", model.Do('v', terminal, name, given, "")),
            34 => ($"002400{reference}10{Digits(given)}{Digits(wanted)}", model.Do('c', terminal, name, given, wanted)),
            35 => ($"002600{reference}08{Digits(given)}", model.Do('d', terminal, name, given, "")),
            36 => ($"002800{reference}08{Digits(given)}", model.Do('e', terminal, name, given, "")),
            37 => ($"002000{reference}00", $"63c{pin.Left:x}"),
            38 => ($"002c00{reference}00", $"63c{pin.PukLeft:x}"),
            _ => ($"002c00{reference}10{Digits(puk)}{Digits(wanted)}", model.Do('u', terminal, name, puk, wanted)),
        };
    }

    private static string Difference(CardModel model, CardSession[] sessions)
    {
        for (var terminal = 0; terminal < 2; terminal++)
        {
            var session = sessions[terminal];
            for (var channel = 0; channel < CardSession.ChannelCount; channel++)
            {
                if (session.IsOpen(channel) != model.IsOpen(terminal, channel))
                {
                    return $"channel {channel} of terminal {terminal} is open: {session.IsOpen(channel)}";
                }

                if (session.IsOpen(channel))
                {
                    ref var at = ref session.Channel(channel);
                    var place = (Path(at.Directory), Path(at.File), Path(at.Application));
                    if (place != model.At(terminal, channel))
                    {
                        return $"channel {channel} of terminal {terminal} is at {place}, expected {model.At(terminal, channel)}";
                    }
                }
            }

            foreach (var (name, reference, pin, card) in new[] { ("1", CardKeys.Pin1, model.Pin1, session.Card.Pin1), ("2", CardKeys.Pin2, model.Pin2, session.Card.Pin2) })
            {
                var isFree = !pin.Enabled && pin.Left > 0;
                if (session.IsFulfilled(reference) != (isFree || model.IsVerified(terminal, name)))
                {
                    return $"PIN{name} of terminal {terminal} is fulfilled: {session.IsFulfilled(reference)}";
                }

                if ((card.Attempts, card.PukAttempts, card.IsEnabled, card.Text) != (pin.Left, pin.PukLeft, pin.Enabled, pin.Value))
                {
                    return $"PIN{name} is {(card.Attempts, card.PukAttempts, card.IsEnabled, card.Text)}, expected {pin}";
                }
            }
        }

        return "";

        static string Path(CardFile? file) => file is null ? "" : CardPath.Of(file);
    }

    private static string Digits(string digits) => Hex.Of(CardPin.Digits(digits));
}
