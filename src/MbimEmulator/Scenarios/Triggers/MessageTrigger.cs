using MbimEmulator.Patterns;

namespace MbimEmulator.Scenarios;

/// <summary>A whole MBIM message between host and function, either way; actions on messages act on it.</summary>
/// <param name="Pattern">What it has to be.</param>
public sealed record MessageTrigger(MessagePattern Pattern) : Trigger;
