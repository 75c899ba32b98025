using System.Globalization;

namespace MbimEmulator.Interop.Tests.Support;

/// <summary>osmo-auc-gen (Debian's libosmocore-utils): the home network's side of authentication, written by others.</summary>
/// <param name="algorithm">Its name of the algorithm: MILENAGE or XOR.</param>
/// <param name="k">K, 16 bytes.</param>
/// <param name="opc">OPc, 16 bytes; null for XOR.</param>
internal sealed class OsmoAucGen(string algorithm, byte[] k, byte[]? opc)
{
    public const string Program = "osmo-auc-gen";

    /// <summary>A challenge. Version 1.7.0 takes a sequence number 32 below <paramref name="sqn"/> for XOR; <see cref="OsmoVector.Sqn"/> is the one that it took.</summary>
    public async Task<OsmoVector> ChallengeAsync(byte[] rand, ulong sqn, ushort amf)
    {
        var result = await RunAsync(rand, sqn, amf);
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        return OsmoVector.Read(result.Output);
    }

    /// <summary>The next challenge after a card's AUTS, with the card's sequence number; null if the AUTS is refused.</summary>
    public async Task<OsmoVector?> ResynchroniseAsync(byte[] rand, byte[] auts)
    {
        var result = await RunAsync(rand, sqn: 0, amf: 0, "-A", Convert.ToHexStringLower(auts));
        if (result.ExitCode == 0)
        {
            return OsmoVector.Read(result.Output);
        }

        Assert.That(result.Output + result.Error, Does.Contain("AUTS from MS seems incorrect"), result.ToString());
        return null;
    }

    private Task<ProcessResult> RunAsync(byte[] rand, ulong sqn, ushort amf, params string[] more) =>
        Programs.RunAsync([
            Program, "-3", "-a", algorithm, "-k", Convert.ToHexStringLower(k), .. opc is null ? Array.Empty<string>() : ["-o", Convert.ToHexStringLower(opc)],
            "-r", Convert.ToHexStringLower(rand), "-s", sqn.ToString(CultureInfo.InvariantCulture), "-f", amf.ToString("x4", CultureInfo.InvariantCulture), .. more]);
}
