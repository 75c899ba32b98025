using System.Globalization;

namespace MbimEmulator.Interop.Tests.Support;

/// <summary>What osmo-auc-gen prints of a challenge: all in hexadecimal, but the sequence numbers.</summary>
/// <param name="Sqn">The sequence number in AUTN.</param>
/// <param name="CardSqn">SQN.MS of an AUTS; null without one.</param>
internal sealed record OsmoVector(string Rand, string Autn, string Res, string Ck, string Ik, string Sres, string Kc, ulong Sqn, ulong? CardSqn)
{
    public static OsmoVector Read(string output)
    {
        var values = output.Split('\n').Select(line => line.Split(":\t")).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1].Trim());
        return new(
            values["RAND"], values["AUTN"], values["RES"], values["CK"], values["IK"], values["SRES"], values["Kc"],
            Number(values["SQN"]), values.TryGetValue("SQN.MS", out var sqn) ? Number(sqn) : null);
    }

    private static ulong Number(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);
}
