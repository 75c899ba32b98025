using System.Globalization;
using MbimEmulator.Card.Keys;

namespace MbimEmulator.Tests.Card.Keys;

/// <summary>What all functions of an algorithm give for one challenge, in hexadecimal.</summary>
internal sealed record AlgorithmResults(string F1, string F1Star, string F2, string F3, string F4, string F5, string F5Star)
{
    public static AlgorithmResults Of(AuthenticationAlgorithm algorithm, string rand, string sqn, string amf) =>
        Of(algorithm, rand, sqn, amf, new AlgorithmLengths(algorithm.ResLength));

    /// <summary>With lengths that a USIM does not have.</summary>
    public static AlgorithmResults Of(AuthenticationAlgorithm algorithm, string rand, string sqn, string amf, AlgorithmLengths lengths)
    {
        var (f1, f1Star) = (new byte[lengths.Mac], new byte[lengths.Mac]);
        var (f2, f3, f4, f5) = (new byte[lengths.Res], new byte[lengths.Ck], new byte[lengths.Ik], new byte[6]);
        var f5Star = new byte[6];
        var (sqnValue, amfValue) = (ulong.Parse(sqn, NumberStyles.HexNumber, null), ushort.Parse(amf, NumberStyles.HexNumber, null));
        if (lengths == new AlgorithmLengths(algorithm.ResLength))
        {
            algorithm.F1(Hex.Bytes(rand), sqnValue, amfValue, f1);
            algorithm.F1Star(Hex.Bytes(rand), sqnValue, amfValue, f1Star);
            algorithm.F2345(Hex.Bytes(rand), f2, f3, f4, f5);
        }
        else
        {
            algorithm.ComputeMac(Hex.Bytes(rand), sqnValue, amfValue, isResynchronisation: false, f1);
            algorithm.ComputeMac(Hex.Bytes(rand), sqnValue, amfValue, isResynchronisation: true, f1Star);
            algorithm.ComputeKeys(Hex.Bytes(rand), f2, f3, f4, f5);
        }

        algorithm.F5Star(Hex.Bytes(rand), f5Star);
        return new(Hex.Of(f1), Hex.Of(f1Star), Hex.Of(f2), Hex.Of(f3), Hex.Of(f4), Hex.Of(f5), Hex.Of(f5Star));
    }
}
