using MbimEmulator.Pipeline;
using MbimEmulator.Yaml;
using MbimProtocol.DataPlane;

namespace MbimEmulator.Scenarios;

/// <summary>One datagram of the data plane; actions on transfers act on it.</summary>
public sealed record DatagramTrigger : Trigger
{
    private static readonly YamlKey<NtbStreamKind> StreamKey = new(
        "stream",
        YamlForms.Map(YamlForms.OneOf(["ip", "dss"]), (name, _) => name == "ip" ? NtbStreamKind.IPSession : NtbStreamKind.DeviceServiceStream),
        "IP sessions, or streams of device services.");

    private static readonly YamlKey<byte> SessionKey = new("session", YamlForms.Map(YamlForms.Int32(0, 255), (number, _) => (byte)number), "The session.");

    /// <summary>Which way.</summary>
    public required TransferDirection Direction { get; init; }

    /// <summary>IP or device service streams; null for both.</summary>
    public NtbStreamKind? Kind { get; init; }

    /// <summary>The session; null for any.</summary>
    public byte? SessionId { get; init; }

    internal static TriggerKind FileKind { get; } = TriggerKind.Of(
        "datagram", "A datagram of the data plane.", TriggerForms.Direction, [StreamKey, SessionKey],
        (direction, values) => new DatagramTrigger { Direction = direction, Kind = values.GetOrNull(StreamKey), SessionId = values.GetOrNull(SessionKey) }) with
    {
        Traits = TriggerTraits.Traffic,
    };

    internal override bool Concerns(TrafficLevel level, TransferDirection direction) => level == TrafficLevel.Datagram && direction == Direction;

    internal override bool Fits(ref TriggerTraffic traffic) =>
        (Kind ?? traffic.Stream.Kind) == traffic.Stream.Kind && (SessionId ?? traffic.Stream.SessionId) == traffic.Stream.SessionId;
}
