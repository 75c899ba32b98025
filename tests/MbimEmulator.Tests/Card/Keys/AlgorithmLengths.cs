namespace MbimEmulator.Tests.Card.Keys;

/// <summary>The lengths of an algorithm's results in bytes; those of a USIM unless they are given.</summary>
internal sealed record AlgorithmLengths(int Res, int Mac = 8, int Ck = 16, int Ik = 16);
