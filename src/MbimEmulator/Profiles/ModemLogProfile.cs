namespace MbimEmulator.Profiles;

/// <summary>The behaviour <c>modem-log</c>: the modem's log as text, as Microsoft's "MB modem logging with DSS" has it.</summary>
public sealed record ModemLogProfile : BehaviourProfile
{
    /// <summary>Makes one with the defaults.</summary>
    public ModemLogProfile() => Name = BehaviourNames.ModemLog;

    /// <summary>The largest datagram that the modem can send, in KB; a host that asks for more gets this.</summary>
    public int MaxSegmentSize { get; init; } = 8;

    /// <summary>The shortest flush time that the modem can do; a host that asks for less gets this.</summary>
    public TimeSpan MinFlushTime { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How much it logs at each level.</summary>
    public ModemLogRates RecordsPerSecond { get; init; } = new();
}
