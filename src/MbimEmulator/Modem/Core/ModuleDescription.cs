namespace MbimEmulator.Modem.Core;

/// <summary>What all know of a module before there is one: what can be done to it, what they see of its state, and what it keeps.</summary>
/// <param name="Name">Its name, which no other module has.</param>
public record ModuleDescription(string Name)
{
    /// <summary>What can be done to it from outside: by people, scenarios and the control API.</summary>
    public IReadOnlyList<ModuleChange> Changes { get; init; } = [];

    /// <summary>What conditions of scenarios name of its state, and the control API shows.</summary>
    public IReadOnlyList<ModuleState> States { get; init; } = [];

    /// <summary>What it keeps over power and runs; null for nothing. The module gives its value with <see cref="ModemModule.TakeSnapshot"/>.</summary>
    public SnapshotSection? Snapshot { get; init; }
}
