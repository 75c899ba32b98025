using MbimProtocol.Messages;

namespace MbimProtocol.Host;

/// <summary>An outstanding request; the objects are used again.</summary>
internal sealed class HostRequest<TState>
{
    public MbimMessageType Type { get; set; }

    public uint TransactionId { get; set; }

    public Guid DeviceServiceId { get; set; }

    public uint Cid { get; set; }

    public TimeSpan Deadline { get; set; }

    /// <summary>When the repetitions of OPEN end.</summary>
    public TimeSpan GiveUp { get; set; }

    public TState State { get; set; } = default!;

    public bool IsAnsweredBy(MbimMessageType type) => type == MbimMessageType.FunctionError || type == (Type | (MbimMessageType)0x80000000);
}
