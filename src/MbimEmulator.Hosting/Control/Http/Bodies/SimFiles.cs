namespace MbimEmulator.Hosting.Control.Http;

/// <summary>The files of a SIM, as <c>sim.files</c> of a profile has them.</summary>
/// <param name="Basis">nothing: the card has these files alone.</param>
/// <param name="Files">The files by their paths, a directory before what is in it.</param>
internal sealed record SimFiles(string Basis, IReadOnlyDictionary<string, SimFile> Files);
