using System.Globalization;
using MbimEmulator.Pipeline;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.Scenarios;

/// <summary>
/// What the card answers. After a command APDU: in the card's place, which does not see the command. After the card's answer: in place of what it said, and
/// what the command did is done.
/// </summary>
public sealed record AnswerApduAction() : FaultAction(ActionTarget.Traffic)
{
    private static readonly YamlForm<ushort> Word = YamlForms.Map(
        new YamlForm<MbimArray<byte>>("two bytes in hexadecimal, such as `6982`", YamlForms.Bytes(2).Schema, item => item.Bytes(2)),
        (bytes, item) => bytes.Count == 2 ? (ushort)((bytes[0] << 8) | bytes[1]) : throw item.Error($"'{item.Text()}'", "two bytes in hexadecimal, such as 6982"));

    private static readonly YamlKey<ushort> StatusWordKey = new("statusWord", Word, "The status word; default: 9000 for a command, otherwise unchanged.");
    private static readonly YamlKey<MbimArray<byte>> DataKey = new("data", YamlForms.Bytes(256), "The data before it; default: none for a command, and for a status word that refuses; otherwise unchanged.");

    /// <summary>The status word; null leaves it, for a command 9000.</summary>
    public ushort? StatusWord { get; init; }

    /// <summary>The data before it; null leaves it where the status word is no refusal.</summary>
    public MbimArray<byte>? Data { get; init; }

    internal static ActionKind FileKind { get; } = new(
        "answerApdu", "The SIM's answer. A command is answered instead of reaching the SIM; otherwise the SIM's own answer is replaced.", StatusWordKey, [StatusWordKey, DataKey],
        values => new AnswerApduAction { StatusWord = values.GetOrNull(StatusWordKey), Data = values.GetOrNull(DataKey) })
    {
        Needs = TriggerTraits.Apdu,
        CanStandAlone = true,
    };

    internal override bool WaitsForDeferred => true;

    internal override TrafficFate ActOn(FaultTraffic traffic, IActionContext context)
    {
        if (traffic.Level != TrafficLevel.Apdu)
        {
            return CannotAct(traffic, context);
        }

        var isCommand = traffic.Port.Direction == TransferDirection.ToFunction;
        var own = isCommand ? [0x90, 0x00] : traffic.Bytes;
        var words = StatusWord ?? (ushort)(own.Length < 2 ? 0 : (own[^2] << 8) | own[^1]);
        var data = Data is { } given ? given.AsSpan() : IsRefusal(words) ? [] : own.AsSpan(0, Math.Max(0, own.Length - 2));
        byte[] answer = [.. data, (byte)(words >> 8), (byte)words];
        context.Tell(traffic, string.Create(CultureInfo.InvariantCulture, $"answered {words:x4}{(isCommand ? " in the SIM's place" : "")}"));
        if (!isCommand)
        {
            traffic.Bytes = answer;
            return TrafficFate.GoesOn;
        }

        context.Reply(traffic, answer);
        return TrafficFate.Ends;
    }

    // 6XXX, but 61XX, 62XX and 63XX (ISO/IEC 7816-4, 5.6).
    private static bool IsRefusal(ushort words) => words >> 8 is >= 0x64 and <= 0x6F;
}
