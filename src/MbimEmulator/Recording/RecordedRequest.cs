using MbimProtocol;
using MbimProtocol.Messages;

namespace MbimEmulator.Recording;

/// <summary>An OPEN, CLOSE or COMMAND of the host with all that it brought about.</summary>
internal sealed class RecordedRequest
{
    /// <summary>OPEN, CLOSE or COMMAND.</summary>
    public required MbimMessageType Type { get; init; }

    /// <summary>When.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>The device service of a COMMAND.</summary>
    public Guid Service { get; init; }

    /// <summary>The CID of a COMMAND.</summary>
    public uint Cid { get; init; }

    /// <summary>Query or set, of a COMMAND.</summary>
    public MbimCommandType Operation { get; init; }

    /// <summary>The layouts in force.</summary>
    public MbimExVersion Version { get; init; }

    /// <summary>The information buffer of a COMMAND.</summary>
    public byte[] Buffer { get; init; } = [];

    /// <summary>The answer; null when none came.</summary>
    public RecordedAnswer? Answer { get; set; }

    /// <summary>Notifications that came next, before the answer; their times run from the request.</summary>
    public List<RecordedNotification> Before { get; } = [];

    /// <summary>Notifications that came next, behind the answer; their times run from the answer.</summary>
    public List<RecordedNotification> Behind { get; } = [];
}
