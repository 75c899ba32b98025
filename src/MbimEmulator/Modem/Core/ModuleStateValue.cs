namespace MbimEmulator.Modem.Core;

/// <summary>What a part of a module's state is now.</summary>
/// <param name="Module">The module's name.</param>
/// <param name="Name">The part's name, as conditions of scenarios write it.</param>
/// <param name="Value">Its value, as they write it: a name in camel case, or a number.</param>
public sealed record ModuleStateValue(string Module, string Name, string Value);
