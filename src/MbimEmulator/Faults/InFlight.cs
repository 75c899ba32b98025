using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimProtocol.DataPlane;

namespace MbimEmulator.Faults;

/// <summary>Something on its way that a rule has taken hold of. It has memory of its own.</summary>
/// <param name="port">Where it passes.</param>
/// <param name="bytes">Its bytes.</param>
internal sealed class InFlight(TrafficPort port, byte[] bytes) : KeptTraffic
{
    /// <summary>Where it passes.</summary>
    public TrafficPort Port => port;

    /// <summary>What it is.</summary>
    public TrafficLevel Level => port.Level;

    /// <summary>Its bytes; actions replace them.</summary>
    public byte[] Bytes { get; set; } = bytes;

    /// <summary>How the link treats it.</summary>
    public OutboundMessage Outbound { get; init; }

    /// <summary>The link ends behind it for this reason; null for not.</summary>
    public string? CloseReason { get; set; }

    /// <summary>How a USB function hands its transfers over.</summary>
    public EncapsulatedResponse Response { get; set; }

    /// <summary>The command that a COMMAND_DONE answers, if it is known.</summary>
    public CommandMemory? Request { get; init; }

    /// <summary>The stream of a datagram.</summary>
    public NtbStream Stream { get; init; }

    /// <summary>The link of the host that it came from or was meant for: another host gets nothing of it.</summary>
    public ModemLink? Origin { get; init; }

    /// <summary>The message whose transfer it is; null where it is none, or of one that no rule had touched.</summary>
    public InFlight? Message { get; init; }

    /// <summary>The time before a transfer; nothing else goes to the host meanwhile.</summary>
    public TimeSpan Gap { get; init; }

    /// <summary>Who calls, of a call.</summary>
    public string? Caller { get; init; }

    /// <summary>The name of the client's connection, of a call.</summary>
    public string? Client { get; init; }

    /// <summary>The device service that a call is about.</summary>
    public Guid? DeviceService { get; init; }

    /// <summary>Its next action waits until what earlier ones of the rule put off has been done.</summary>
    public bool WaitsForDeferred { get; set; }

    /// <summary>Later messages that go in the same transfer.</summary>
    public int JoinsNext { get; set; }

    /// <summary>When it goes in any case, although it waits for messages to join.</summary>
    public TimeSpan JoinsWithin { get; set; }

    /// <summary>The same once more.</summary>
    public InFlight Clone() => new(port, [.. Bytes])
    {
        Outbound = Outbound,
        Request = Request,
        Stream = Stream,
        Origin = Origin,
        Message = Message,
        Gap = Gap,
        Caller = Caller,
        Client = Client,
        DeviceService = DeviceService,
        JournalId = JournalId,
        Response = Response,
        Plan = Plan?.ConvertAll(transfer => transfer with { Bytes = [.. transfer.Bytes] }),
    };
}
