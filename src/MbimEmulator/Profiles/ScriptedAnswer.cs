using MbimProtocol.Encoding;
using MbimProtocol.Messages;

namespace MbimEmulator.Profiles;

/// <summary>Which commands it fits, and what happens then.</summary>
public sealed record ScriptedAnswer
{
    /// <summary>The CID.</summary>
    public required uint Cid { get; init; }

    /// <summary>Query or set; null fits both.</summary>
    public MbimCommandType? Operation { get; init; }

    /// <summary>What the command's buffer has to be; null fits any.</summary>
    public BytePattern? Payload { get; init; }

    /// <summary>How long the modem thinks.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Whether the built-in service of the same UUID answers; the rest of the answer is not used then.</summary>
    public bool HandsOn { get; init; }

    /// <summary>The status of the answer.</summary>
    public MbimStatus Status { get; init; }

    /// <summary>The buffer of the answer; failing ones have none.</summary>
    public MbimArray<byte> Bytes { get; init; }

    /// <summary>Notifications behind the answer.</summary>
    public MbimArray<ScriptedNotification> Notify { get; init; }
}
