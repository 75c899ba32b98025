namespace MbimEmulator.Scenarios;

/// <summary>What a part of the modem's state has to be.</summary>
/// <param name="Name">The part; see <see cref="StateNames"/>.</param>
/// <param name="Value">The enumeration's name in any case, or a number.</param>
public sealed record StateCondition(string Name, string Value);
