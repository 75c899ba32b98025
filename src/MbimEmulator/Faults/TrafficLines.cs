using MbimEmulator.Pipeline;
using MbimEmulator.Time;

namespace MbimEmulator.Faults;

/// <summary>The wires of one modem, on which what passes on waits for its turn: one each way for control, and for blocks and datagrams.</summary>
internal sealed class TrafficLines(ModemClock clock)
{
    // Few modems have rules for their data plane.
    private TrafficLine[]? _blocks;
    private TrafficLine[]? _datagrams;

    /// <summary>Control transfers to the host.</summary>
    public TrafficLine ToHost { get; } = new(clock);

    /// <summary>Control transfers and messages to the function.</summary>
    public TrafficLine ToFunction { get; } = new(clock);

    /// <summary>The wire of what passes a port; null for calls and APDUs, which wait for nobody.</summary>
    public TrafficLine? Of(TrafficPort port) => port.Level switch
    {
        TrafficLevel.Call or TrafficLevel.Apdu => null,
        TrafficLevel.Block => (_blocks ??= [new(clock), new(clock)])[(int)port.Direction],
        TrafficLevel.Datagram => Datagrams(port.Direction),
        _ => port.Direction == TransferDirection.ToHost ? ToHost : ToFunction,
    };

    /// <summary>The wire of datagrams one way.</summary>
    public TrafficLine Datagrams(TransferDirection direction) => (_datagrams ??= [new(clock), new(clock)])[(int)direction];

    /// <summary>What waits is thrown away.</summary>
    public void Clear()
    {
        ToHost.Clear();
        ToFunction.Clear();
        Array.ForEach(_blocks ?? [], static line => line.Clear());
        Array.ForEach(_datagrams ?? [], static line => line.Clear());
    }
}
