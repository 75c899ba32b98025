namespace MbimEmulator.Patterns;

/// <summary>A CID as a scenario names it.</summary>
/// <param name="Service">The device service; null for any.</param>
/// <param name="Cid">The CID; null for any.</param>
internal readonly record struct CidReference(Guid? Service, uint? Cid);
