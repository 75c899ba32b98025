using System.Text.Json;
using MbimEmulator.Card;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Sim;

/// <summary>What can be done to the SIM.</summary>
internal static class SimChanges
{
    private static readonly string[] Personalisations = [.. PersonalisationLock.Types.Select(type => JsonNamingPolicy.CamelCase.ConvertName(type.ToString()))];

    public static IReadOnlyList<ModuleChange> All { get; } =
    [
        Of("eject-sim", "ejects the SIM", (sim, slot) => sim.Eject(slot), "the SIM is out"),
        Of("insert-sim", "inserts the SIM again", (sim, slot) => sim.Insert(slot, null), "the SIM is in"),
        Of("break-sim", "the SIM becomes unreadable", (sim, slot) => Become(sim, slot, SimCondition.Bad), "the SIM is broken"),
        Of("empty-esim", "the SIM becomes an eSIM without a profile", (sim, slot) => Become(sim, slot, SimCondition.NoProfile), "the eSIM has no profile"),
        ModuleChange.Of<SimModule>("block-pin", "uses up the attempts of PIN1: the SIM requires PUK1", sim => sim.BlockPin(), "PIN1 is blocked"),
        ModuleChange.Of<SimModule>("refresh-sim", "the SIM has the modem read it again (REFRESH)", sim => sim.AskForRefresh(), "the SIM was read again"),
        ModuleChange.Of<SimModule>("sim-apdu", ["HEX", "[shared]"],
            "another program gives the SIM a command APDU: on a session of its own, or, shared, on the modem's", CheckApdu, TransmitApdu),
        ModuleChange.Of<SimModule>("personalise", ["TYPE", "CODE", "[ATTEMPTS]"],
            $"the modem accepts only SIMs of one operator, and the current one is not among them, until the code is entered: {string.Join(", ", Personalisations)}", CheckPersonalise, Personalise),
    ];

    // The slot that the modem uses, unless another one is named.
    private static ModuleChange Of(string name, string description, Action<SimModule, int> apply, string done) =>
        ModuleChange.Of<SimModule>(name, ["[SLOT]"], description, static args => SlotOf(args), (sim, args) =>
        {
            var slot = sim.Slots.Find(SlotOf(args));
            apply(sim, slot);
            return args.Has(0) ? $"slot {slot}: {done}" : done;
        });

    private static int? SlotOf(ArgumentReader args) => args.Has(0) ? (int)args.Number(0, ModemProfile.MaxSlots - 1) : null;

    private static void Become(SimModule sim, int slot, SimCondition condition) => sim.Insert(slot, sim.Slots.TrayOf(slot).First with { Condition = condition });

    private static void CheckApdu(ArgumentReader args)
    {
        if (ApduOf(args) is not { Length: >= 4 and <= CommandApdu.MaxSize })
        {
            throw new ArgumentException($"'{args.Text(0)}' is no command APDU; expected 4 to {CommandApdu.MaxSize} bytes in hexadecimal, such as 00a40004022fe2.");
        }

        if (args.Has(1))
        {
            args.Name(1, "shared");
        }
    }

    private static byte[]? ApduOf(ArgumentReader args)
    {
        var digits = args.Text(0).Replace(" ", "", StringComparison.Ordinal);
        return digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : null;
    }

    // An outside card, and one whose answer a rule holds back, answer later.
    private static string TransmitApdu(SimModule sim, ArgumentReader args)
    {
        if (!args.Has(1) && sim.Slots.Tray.First.Reader is { } reader)
        {
            throw new InvalidOperationException($"The SIM is a card from outside (sim.reader: {reader}), which has one session, the modem's; say shared.");
        }

        var command = ApduOf(args)!;
        var said = "the SIM has not answered yet";
        sim.Programs.Transmit(command, isShared: args.Has(1), answer => said = ApduText.DescribeAnswer(answer));
        return $"{ApduText.Describe(command, path: null)}: {said}";
    }

    private static void CheckPersonalise(ArgumentReader args)
    {
        args.Name(0, Personalisations);
        if (args.Text(1) is not { Length: >= PinProfile.MinLength and <= PinProfile.MaxLength } code || code.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            throw new ArgumentException($"'{args.Text(1)}' is no code; expected 4 to 8 digits.");
        }

        if (args.Has(2) && args.Number(2, 255) == 0)
        {
            throw new ArgumentException("'0' is no number of attempts from 1 to 255.");
        }
    }

    private static string Personalise(SimModule sim, ArgumentReader args)
    {
        sim.Personalise(Enum.Parse<PinType>(args.Text(0), ignoreCase: true), args.Text(1), args.Has(2) ? (int)args.Number(2) : 10);
        return $"the modem is locked: {args.Text(0)}";
    }
}
