using MbimEmulator.Function;
using MbimEmulator.Links;
using MbimProtocol.DataPlane;

namespace MbimEmulator.Faults;

/// <summary>Something on its way that a rule has taken hold of. It has memory of its own.</summary>
/// <param name="kind">What it is.</param>
/// <param name="route">Where it comes from and goes to.</param>
/// <param name="bytes">Its bytes.</param>
internal sealed class InFlight(TrafficKind kind, TrafficRoute route, byte[] bytes)
{
    public TrafficKind Kind => kind;

    public TrafficRoute Route => route;

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

    /// <summary>The way out that a block to the host takes.</summary>
    public DataOutlet? Outlet { get; init; }

    /// <summary>Who calls, of a call.</summary>
    public string? Caller { get; init; }

    /// <summary>The name of the client's connection, of a call.</summary>
    public string? Client { get; init; }

    /// <summary>The device service that a call is about.</summary>
    public Guid? DeviceService { get; init; }

    /// <summary>What the journal knows it by; 0 before it was journalled.</summary>
    public long MessageId { get; set; }

    /// <summary>Its next action waits until what earlier ones of the rule put off has been done.</summary>
    public bool WaitsForDeferred { get; set; }

    /// <summary>The transfers that it goes in, once an action has given them another shape.</summary>
    public List<PlannedTransfer>? Plan { get; set; }

    /// <summary>Later messages that go in the same transfer.</summary>
    public int JoinsNext { get; set; }

    /// <summary>When it goes in any case, although it waits for messages to join.</summary>
    public TimeSpan JoinsWithin { get; set; }

    /// <summary>The same once more.</summary>
    public InFlight Clone() => new(kind, route, [.. Bytes])
    {
        Outbound = Outbound,
        Request = Request,
        Stream = Stream,
        Origin = Origin,
        Outlet = Outlet,
        Caller = Caller,
        Client = Client,
        DeviceService = DeviceService,
        MessageId = MessageId,
        Response = Response,
        Plan = Plan?.ConvertAll(transfer => transfer with { Bytes = [.. transfer.Bytes] }),
    };
}
