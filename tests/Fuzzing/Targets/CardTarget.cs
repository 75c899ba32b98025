using MbimEmulator.Card;
using MbimEmulator.Profiles;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>
/// APDUs of two terminals with one card, as steps. Every one is answered with 2 to 258 bytes. The same steps go to a second card with other bytes
/// around each APDU, so that a read outside of it gives another answer.
/// </summary>
internal static class CardTarget
{
    private const int Margin = 16;
    private const int MaxCommand = 4096;

    private static readonly CardImage Image = CardBuilder.Build(new ModemProfile { Sim = new SimProfile { Pin1 = new() { Enabled = true } } });

    public static void Fuzz(ReadOnlySpan<byte> data)
    {
        CardSession[] first = Terminals();
        CardSession[] second = Terminals();
        var steps = new Steps(data);
        while (steps.MoveNext())
        {
            var terminal = steps.Kind & 1;
            switch (steps.Kind >> 4)
            {
                case 0x0F:
                    first[terminal].Reset();
                    second[terminal].Reset();
                    break;
                case 0x0E when !steps.Bytes.IsEmpty && steps.Bytes.Length <= CardToolkit.MaxCommand:
                    first[terminal].Toolkit.Send(steps.Bytes.ToArray());
                    second[terminal].Toolkit.Send(steps.Bytes.ToArray());
                    break;
                default:
                    var answer = Transmit(first[terminal], steps.Bytes, 0x00);
                    Finding.Unless(answer.Length is >= 2 and <= CardSession.MaxAnswer, $"an answer of {answer.Length} bytes");
                    Finding.Unless(answer[^2] is >= 0x61 and <= 0x6F or >= 0x90 and <= 0x9F, $"the status word {answer[^2]:x2}{answer[^1]:x2}");
                    Finding.Unless(answer.SequenceEqual(Transmit(second[terminal], steps.Bytes, 0xA5)), "another answer with other bytes around the command");
                    break;
            }
        }

        Finding.Unless(first[0].Card.Memory == second[0].Card.Memory, "another memory with other bytes around the commands");
        Finding.Unless(new UiccCard(Image, first[0].Card.Memory).Memory == first[0].Card.Memory, "the card does not remember what it remembered");
    }

    public static IReadOnlyList<byte[]> Seeds() =>
    [
        Of("00a40004023f00", "00c0000025", "00a4080c047f106f3a", "00b201041c", "00dc01041c" + new string('f', 56), "00a2010401ff", "00b2000202"),
        Of("002000010831323334ffffffff", "00a4040410a0000000871002ffffffff8900000100", "00c0000000", "00a4000c026f07", "00b0000009", "00b0870009"),
        Of("0070000001", "01a4040c07a0000000871002", "0170000001", "82f2000100", "01708002", "4070000001"),
        Of("00200001083030303030303030", "0024000110 31323334ffffffff 35353535ffffffff", "002600010831323334ffffffff", "002800010831323334ffffffff", "002c0001103132333435363738 31313131ffffffff"),
        Of("002000010831323334ffffffff", "00a4040c07a0000000871002", "0088008122 1023553cbe9637a89d218ae64dae47bf35 1055f328b43577b9b94a9ffac354dfafb3", "0088008011 1023553cbe9637a89d218ae64dae47bf35"),
        Of("0020000a083838383838383838", "00040000022fe2", "00440800022fe2", "00d6000002ffff"),
        Of("00a4040c07a0000000871002", "002000010831323334ffffffff", "002000810835363738ffffffff", "00a4000c026f39", "8032000003000001", "00dc000303000000", "00b2010403"),
        .. new[] { Steps.Of((0xE0, [0xD0, 0x01, 0x01]), (0x00, Convert.FromHexString("80F2000C")), (0x00, Convert.FromHexString("8012000003")), (0x00, Convert.FromHexString("8014000003810301")), (0xF0, []), (0x01, Convert.FromHexString("8010000001FF"))) },
    ];

    private static CardSession[] Terminals()
    {
        var card = new UiccCard(Image);
        return [new CardSession(card), new CardSession(card)];
    }

    private static byte[] Of(params string[] commands) =>
        Steps.Of([.. commands.Select((command, index) => ((byte)(index == 3 ? 1 : 0), Convert.FromHexString(command.Replace(" ", "", StringComparison.Ordinal))))]);

    private static ReadOnlySpan<byte> Transmit(CardSession session, ReadOnlySpan<byte> command, byte guard)
    {
        command = command[..Math.Min(command.Length, MaxCommand)];
        var guarded = new byte[command.Length + (2 * Margin)];
        guarded.AsSpan().Fill(guard);
        command.CopyTo(guarded.AsSpan(Margin));
        return session.Transmit(guarded.AsSpan(Margin, command.Length));
    }
}
