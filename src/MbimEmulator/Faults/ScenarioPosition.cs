using System.Security.Cryptography;
using System.Text;
using MbimEmulator.Scenarios;
using MbimProtocol.Encoding;

namespace MbimEmulator.Faults;

/// <summary>How far a modem's scenario has come, so that it can go on there in another run.</summary>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Fingerprint">What its rules say, in 64 hexadecimal digits: the position is one among these rules alone.</param>
/// <param name="State">The scenario's state.</param>
/// <param name="Elapsed">How long it has run.</param>
/// <param name="BytesToFunction">Bytes of control transfers that have gone to the function, as far as a rule counts them.</param>
/// <param name="BytesToHost">The same to the host.</param>
/// <param name="Rules">What its rules have done, in their order.</param>
public sealed record ScenarioPosition(
    string Scenario, string Fingerprint, string State, TimeSpan Elapsed, long BytesToFunction, long BytesToHost, MbimArray<RuleProgress> Rules)
{
    /// <summary>What a scenario's rules say, in 64 hexadecimal digits; how they are written down in a file changes nothing.</summary>
    public static string FingerprintOf(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(scenario.Rules.ToString())));
    }
}
