using System.Text.RegularExpressions;
using MbimEmulator.Card;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Card.Keys;

namespace MbimEmulator.Tests.Card;

/// <summary>A card with a terminal, and files of every structure beside those of the profile.</summary>
internal sealed class CardBench
{
    /// <summary>ADM1 is eight times 38, PIN1 1234 with PUK 12345678, PIN2 5678 with PUK 87654321.</summary>
    public const string VerifyAdministrator = "0020000a083838383838383838";

    // 2f50 bytes, 2f51 records, 2f52 cyclic (every operation is allowed, short identifiers 15 to 17), 2f53 to 2f57 by access condition, and two directories.
    private const string Files =
        """
            files:
              3f00/2f50: { kind: transparent, content: 000102030405060708090a0b0c0d0e0f, update: always, shortId: 21 }
              3f00/2f51: { kind: linearFixed, recordSize: 4, records: [a1a1a1a1, b2b2b2b2, a1c3c3c3, d4d4d4d4], update: always, shortId: 22 }
              3f00/2f52: { fcp: 6226 82054621000305 83022f52 8a0105 ab0f800103900084013290008001189700 8002000f 8801b8, content: 000005 000004 000003 000002 000001 }
              3f00/2f53: { kind: transparent, size: 300 }
              3f00/2f54: { kind: transparent, content: '01', read: never, update: never }
              3f00/2f55: { kind: transparent, content: '55', read: pin1 }
              3f00/2f56: { kind: transparent, content: '56', read: pin2, update: pin2 }
              3f00/2f57: { kind: cyclic, recordSize: 3, content: '000001' }
              3f00/7f10/5f50: { kind: directory }
              3f00/7f10/5f50/4f01: { kind: transparent, content: '41' }
              3f00/7f10/5f51: { kind: directory }
              3f00/7f20: { kind: directory }
              3f00/7f20/6f01: { kind: transparent, content: '61' }
        """;

    public CardBench(string sim = "")
        : this(new UiccCard(CardBuilder.Build(Parse(sim))))
    {
    }

    /// <summary>Another terminal with a card.</summary>
    public CardBench(UiccCard card) => Session = new CardSession(card);

    public CardSession Session { get; }

    public UiccCard Card => Session.Card;

    /// <summary>The profile with the files, a line of keys of <c>sim</c>, and lines of more files.</summary>
    public static ModemProfile Parse(string sim, string files = "") => ProfileLoader.Parse("card.yaml", $"sim:\n  {sim}\n  files:\n{Files}\n{files}");

    /// <summary>A command and its answer in hexadecimal.</summary>
    public string Send(string command) => Hex.Of(Session.Transmit(Hex.Bytes(command.Replace(" ", "", StringComparison.Ordinal))));

    /// <summary>The same as a terminal does it: 61XX and 6CXX are followed.</summary>
    public string Collect(string command)
    {
        command = command.Replace(" ", "", StringComparison.Ordinal);
        var answer = Send(command);
        if (answer.StartsWith("6c", StringComparison.Ordinal))
        {
            answer = Send(command[..8] + answer[2..]);
        }

        var collected = "";
        while (answer[^4..^2] == "61")
        {
            collected += answer[..^4];
            var commandClass = Convert.ToByte(command[..2], 16);
            answer = Send($"{(commandClass & 0x40) | (commandClass & ((commandClass & 0x40) != 0 ? 0x0F : 0x03)):x2}c00000{answer[^2..]}");
        }

        return collected + answer;
    }

    /// <summary>
    /// Runs lines of a command, '=' and what is expected, in which '*' stands for anything; '+' before a command has it collected, '#' begins a comment,
    /// and the word reset is one.
    /// </summary>
    public void Play(string script)
    {
        var number = 0;
        foreach (var line in script.Split('\n'))
        {
            number++;
            var text = line.Split('#')[0].Trim();
            if (text.Length == 0)
            {
                continue;
            }

            if (text == "reset")
            {
                Session.Reset();
                continue;
            }

            var (command, expected) = (text.Split('=')[0].Trim(), text.Split('=')[1].Replace(" ", "", StringComparison.Ordinal));
            var answer = command[0] == '+' ? Collect(command[1..]) : Send(command);
            Assert.That(Regex.IsMatch(answer, $"^{expected.Replace("*", "[0-9a-f]*", StringComparison.Ordinal)}$"), $"line {number}: {line.Trim()}\nanswered {answer}");
        }
    }
}
