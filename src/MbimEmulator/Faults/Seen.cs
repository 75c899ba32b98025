using System.Buffers.Binary;
using MbimEmulator.Patterns;
using MbimEmulator.Scenarios;
using MbimProtocol;
using MbimProtocol.DataPlane;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.Faults;

/// <summary>Traffic as triggers see it: its head is read once, and the rest at most once, when the first trigger asks for it.</summary>
internal ref struct Seen
{
    private ReadOnlySpan<byte> _bytes;
    private MbimExVersion _version;
    private ExaminedMessage _examined;
    private bool? _isMessage;

    public MbimMessageType Type { get; private set; }

    public uint TransactionId { get; private set; }

    public Guid Service { get; private set; }

    public uint Cid { get; private set; }

    public CommandMemory? Request { get; private set; }

    public NtbStream Stream { get; init; }

    public string? Caller { get; init; }

    public string? Client { get; init; }

    public Guid? DeviceService { get; init; }

    /// <summary>A message, whole or whatever was made of it.</summary>
    public static Seen Of(ReadOnlySpan<byte> bytes, MbimExVersion version, CommandMemory? request)
    {
        var seen = new Seen { _bytes = bytes, _version = version, Request = request };
        if (bytes.Length >= MessageHeader.Size)
        {
            var header = MessageHeader.Read(bytes);
            seen.Type = header.Type;
            seen.TransactionId = header.TransactionId;
        }

        if (MbimMessage.IsFragmentable(seen.Type) && bytes.Length >= MbimMessage.IndicateStatusHeaderSize)
        {
            seen.Service = new Guid(bytes.Slice(20, 16), bigEndian: true);
            seen.Cid = BinaryPrimitives.ReadUInt32LittleEndian(bytes[36..]);
        }

        return seen;
    }

    /// <summary>One control transfer.</summary>
    public static Seen OfTransfer(ReadOnlySpan<byte> bytes) => new() { _bytes = bytes };

    /// <summary>Whether a trigger means this.</summary>
    public bool Fits(Trigger trigger) => trigger switch
    {
        MessageTrigger message => Fits(message.Pattern),
        CallTrigger call => Fits(call),
        TransferTrigger { LaterFragments: true } => IsLaterFragment,
        DatagramTrigger datagram => (datagram.Kind ?? Stream.Kind) == Stream.Kind && (datagram.SessionId ?? Stream.SessionId) == Stream.SessionId,
        _ => true,
    };

    private readonly bool IsLaterFragment =>
        _bytes.Length >= FragmentHeader.Offset + FragmentHeader.Size
        && MbimMessage.IsFragmentable(MessageHeader.Read(_bytes).Type)
        && FragmentHeader.Read(_bytes[FragmentHeader.Offset..]).Current > 0;

    private bool Fits(MessagePattern pattern)
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
        if (!MbimMessage.TryParse(_bytes, MbimReadMode.Tolerant, out var message, out _))
        {
            return false;
        }

        _examined = Request is { } known
            ? new ExaminedMessage(message, _version, known.Operation, known.InformationBuffer)
            : new ExaminedMessage(message, _version);
        return true;
    }

    private readonly HResult? ReturnedResult() =>
        MbimMessage.TryParse(_bytes, MbimReadMode.Tolerant, out var message, out _) ? HResults.OfReturn(message.Status) : null;

    private bool Fits(CallTrigger call)
    {
        var type = call.Phase switch
        {
            CallPhase.Call => MbimMessageType.Command,
            CallPhase.Return => MbimMessageType.CommandDone,
            _ => MbimMessageType.IndicateStatus,
        };
        if (Type != type || (call.Method is { } method && (uint)method != Cid) || (call.Caller is { } caller && caller != Caller && caller != Client)
            || (call.DeviceService is { } service && service != DeviceService) || (call.Result is { } result && result != ReturnedResult()))
        {
            return false;
        }

        return call.Fields.Count == 0 || Fits(new MessagePattern { Type = type, Service = MobileBroadband.Id, Cid = Cid, Fields = call.Fields });
    }
}
