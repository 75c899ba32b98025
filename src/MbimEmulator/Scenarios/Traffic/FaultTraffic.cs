using MbimEmulator.Card;
using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimProtocol.DataPlane;
using MbimProtocol.Messages;

namespace MbimEmulator.Scenarios;

/// <summary>Traffic that a rule has taken hold of: what its actions change. It has memory of its own.</summary>
/// <param name="port">Where it passes.</param>
/// <param name="bytes">Its bytes.</param>
internal sealed class FaultTraffic(TrafficPort port, byte[] bytes) : KeptTraffic
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
    public OutstandingCommand? Request { get; init; }

    /// <summary>The stream of a datagram.</summary>
    public NtbStream Stream { get; init; }

    /// <summary>The link of the host that it came from or was meant for: another host gets nothing of it.</summary>
    public ModemLink? Origin { get; init; }

    /// <summary>The message whose transfer it is; null where it is none, or of one that no rule had touched.</summary>
    public FaultTraffic? Message { get; init; }

    /// <summary>The time before a transfer; nothing else goes to the host meanwhile.</summary>
    public TimeSpan Gap { get; init; }

    /// <summary>Who calls, of a call.</summary>
    public string? Caller { get; init; }

    /// <summary>The name of the client's connection, of a call.</summary>
    public string? Client { get; init; }

    /// <summary>The device service that a call is about.</summary>
    public Guid? DeviceService { get; init; }

    /// <summary>The exchange with the card that an APDU belongs to; null where it is none.</summary>
    public CardExchange? Exchange { get; init; }

    /// <summary>Its next action waits until what earlier ones of the rule deferred has been done.</summary>
    public bool WaitsForDeferred { get; set; }

    /// <summary>Later messages that go in the same transfer.</summary>
    public int JoinsNext { get; set; }

    /// <summary>When it goes in any case, although it waits for messages to join.</summary>
    public TimeSpan JoinsWithin { get; set; }

    /// <summary>The link that it goes over; null where none is known.</summary>
    public ModemLink? Link => port.Link ?? Origin;

    /// <summary>Whether it is a command that can be answered instead of by the modem: a message to the function, or a call.</summary>
    public bool IsCommand => port.Direction == TransferDirection.ToFunction && Level is TrafficLevel.Message or TrafficLevel.Call;

    /// <summary>Whether it becomes transfers to a host or client later on.</summary>
    public bool BecomesTransfers => port.Direction == TransferDirection.ToHost && Level is TrafficLevel.Message or TrafficLevel.Call;

    /// <summary>The transfers of a message, which from here on are what goes.</summary>
    public List<PlannedTransfer> GetPlan() => Plan ??= Split(port.MaxTransfer);

    /// <summary>The transfers of a message that no action has given another shape.</summary>
    public List<PlannedTransfer> Split(uint maxTransfer) => PlannedTransfer.Split(Bytes, maxTransfer);

    /// <summary>Whether it goes the same way over the same link.</summary>
    public bool IsSameWay(FaultTraffic other) => port.Direction == other.Port.Direction && port.Link == other.Port.Link;

    /// <summary>Gives the message another information buffer, and makes its lengths right.</summary>
    public void SetInformationBuffer(byte[] buffer)
    {
        var size = MbimMessage.HeaderSize(MessageHeader.Read(Bytes).Type);
        Bytes = [.. Bytes.AsSpan(0, size), .. buffer];
        InformationBuffers.MendLengths(Bytes);
    }

    /// <summary>The same once more.</summary>
    public FaultTraffic Clone() => new(port, [.. Bytes])
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
        Exchange = Exchange,
        JournalId = JournalId,
        Response = Response,
        Plan = Plan?.ConvertAll(transfer => transfer with { Bytes = [.. transfer.Bytes] }),
    };
}
