using System.Buffers.Binary;
using MbimEmulator.Card;
using MbimEmulator.Patterns;
using MbimEmulator.Pipeline;
using MbimProtocol;
using MbimProtocol.DataPlane;
using MbimProtocol.Messages;

namespace MbimEmulator.Scenarios;

/// <summary>Traffic as triggers are asked about it: its head is read once, and the rest at most once, when the first trigger asks for it.</summary>
internal ref struct TriggerTraffic
{
    private MbimExVersion _version;
    private ExaminedMessage _examined;
    private bool? _isMessage;

    /// <summary>Its bytes; none of a block or a datagram.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>The kind of a message.</summary>
    public MbimMessageType Type { get; private set; }

    /// <summary>The transaction id of a message.</summary>
    public uint TransactionId { get; private set; }

    /// <summary>The device service of a message; none where its kind has none.</summary>
    public Guid Service { get; private set; }

    /// <summary>The CID of a message; 0 where its kind has none.</summary>
    public uint Cid { get; private set; }

    /// <summary>The command that a COMMAND_DONE answers, if it is known.</summary>
    public OutstandingCommand? Request { get; private set; }

    /// <summary>The stream of a datagram.</summary>
    public NtbStream Stream { get; init; }

    /// <summary>Who calls, of a call.</summary>
    public string? Caller { get; init; }

    /// <summary>The name of the client's connection, of a call.</summary>
    public string? Client { get; init; }

    /// <summary>The device service that a call is about.</summary>
    public Guid? DeviceService { get; init; }

    /// <summary>The command APDU, also where the bytes are its answer.</summary>
    public ReadOnlySpan<byte> Command { get; private init; }

    /// <summary>The file that the command concerns.</summary>
    public CardLocation File { get; private init; }

    /// <summary>A command APDU, or the card's answer to it.</summary>
    public static TriggerTraffic OfApdu(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> command, CardLocation file) => new() { Bytes = bytes, Command = command, File = file };

    /// <summary>A message, whole or whatever was made of it.</summary>
    public static TriggerTraffic OfMessage(ReadOnlySpan<byte> bytes, MbimExVersion version, OutstandingCommand? request)
    {
        var traffic = new TriggerTraffic { Bytes = bytes, _version = version, Request = request };
        if (bytes.Length >= MessageHeader.Size)
        {
            var header = MessageHeader.Read(bytes);
            traffic.Type = header.Type;
            traffic.TransactionId = header.TransactionId;
        }

        if (MbimMessage.IsFragmentable(traffic.Type) && bytes.Length >= MbimMessage.IndicateStatusHeaderSize)
        {
            traffic.Service = new Guid(bytes.Slice(20, 16), bigEndian: true);
            traffic.Cid = BinaryPrimitives.ReadUInt32LittleEndian(bytes[36..]);
        }

        return traffic;
    }

    /// <summary>One control transfer.</summary>
    public static TriggerTraffic OfTransfer(ReadOnlySpan<byte> bytes) => new() { Bytes = bytes };

    /// <summary>What a rule has taken hold of already.</summary>
    public static TriggerTraffic Of(FaultTraffic traffic) => traffic.Level switch
    {
        TrafficLevel.Message => OfMessage(traffic.Bytes, traffic.Port.Version, traffic.Request),
        TrafficLevel.Call => OfMessage(traffic.Bytes, traffic.Port.Version, traffic.Request) with
        {
            Caller = traffic.Caller,
            Client = traffic.Client,
            DeviceService = traffic.DeviceService,
        },
        TrafficLevel.Transfer => OfTransfer(traffic.Bytes),
        TrafficLevel.Apdu => OfApdu(traffic.Bytes, traffic.Port.Direction == TransferDirection.ToFunction ? traffic.Bytes : traffic.Exchange!.Command, traffic.Exchange!.File),
        _ => new TriggerTraffic { Stream = traffic.Stream },
    };

    /// <summary>Whether it is a message of this pattern; it is parsed when its head fits.</summary>
    public bool Matches(MessagePattern pattern)
    {
        if ((pattern.Type ?? Type) != Type || (pattern.Service ?? Service) != Service || (pattern.Cid ?? Cid) != Cid
            || (pattern.TransactionId ?? TransactionId) != TransactionId)
        {
            return false;
        }

        _isMessage ??= Examine();
        return _isMessage.Value && pattern.Matches(ref _examined);
    }

    private bool Examine()
    {
        if (!MbimMessage.TryParse(Bytes, MbimReadMode.Tolerant, out var message, out _))
        {
            return false;
        }

        _examined = Request is { } known
            ? new ExaminedMessage(message, _version, known.Operation, known.InformationBuffer)
            : new ExaminedMessage(message, _version);
        return true;
    }
}
