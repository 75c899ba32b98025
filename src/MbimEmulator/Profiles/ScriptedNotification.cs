using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>A notification that a command causes.</summary>
public sealed record ScriptedNotification
{
    /// <summary>The CID.</summary>
    public required uint Cid { get; init; }

    /// <summary>How long after the answer.</summary>
    public TimeSpan After { get; init; }

    /// <summary>The buffer.</summary>
    public MbimArray<byte> Bytes { get; init; }
}
