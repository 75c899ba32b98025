namespace MbimEmulator.Hosting.Control.Http;

/// <summary>What a module beside the built-in ones shows of its state.</summary>
/// <param name="Name">The module's name.</param>
/// <param name="State">The parts of its state by their names, each as conditions of scenarios write it.</param>
public sealed record ModuleStatus(string Name, IReadOnlyDictionary<string, string> State);
