namespace MbimEmulator.Hosting.Endpoints;

/// <summary>Why a connection ended.</summary>
/// <param name="Reason">In words.</param>
/// <param name="IsBroken">Whether the peer broke the rules of the stream.</param>
internal readonly record struct StreamEnd(string Reason, bool IsBroken);
