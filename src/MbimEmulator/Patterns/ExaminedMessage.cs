using System.Globalization;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimEmulator.Patterns;

/// <summary>
/// A message that patterns are held against. Its information buffer is decoded at most once, when the first pattern asks for fields; what cannot
/// be decoded has none.
/// </summary>
public ref struct ExaminedMessage
{
    private readonly MbimExVersion _version;
    private readonly ReadOnlySpan<byte> _request;
    private IReadOnlyList<MbimField>? _fields;
    private IReadOnlyList<MbimField>? _requestFields;

    /// <summary>A message of which nothing else is known.</summary>
    /// <param name="message">The message.</param>
    /// <param name="version">The layouts that were agreed on.</param>
    public ExaminedMessage(MbimMessage message, MbimExVersion version)
    {
        Message = message;
        _version = version;
        Operation = message.Type == MbimMessageType.Command ? message.CommandType : null;
    }

    /// <summary>A COMMAND_DONE with what it answers.</summary>
    /// <param name="message">The COMMAND_DONE.</param>
    /// <param name="version">The layouts that were agreed on.</param>
    /// <param name="operation">Whether the COMMAND was a query or a set.</param>
    /// <param name="request">The COMMAND's information buffer.</param>
    public ExaminedMessage(MbimMessage message, MbimExVersion version, MbimCommandType operation, ReadOnlySpan<byte> request)
    {
        Message = message;
        _version = version;
        Operation = operation;
        _request = request;
    }

    /// <summary>The message.</summary>
    public MbimMessage Message { get; }

    /// <summary>Query or set: of a COMMAND, or of the COMMAND that a COMMAND_DONE answers; null when it is not known.</summary>
    public MbimCommandType? Operation { get; }

    /// <summary>The values of the message's own information buffer; of OPEN its MaxControlTransfer.</summary>
    public IReadOnlyList<MbimField> Fields => _fields ??= Message.Type == MbimMessageType.Open ? [OfOpen(Message.MaxControlTransfer)] : Read(OwnKind, Message.InformationBuffer);

    /// <summary>The values of the COMMAND that a COMMAND_DONE answers.</summary>
    public IReadOnlyList<MbimField> RequestFields =>
        _requestFields ??= Read(Message.Type == MbimMessageType.CommandDone ? KindOf(Operation) : BufferKind.None, _request);

    private readonly BufferKind OwnKind => Message.Type switch
    {
        MbimMessageType.Command => KindOf(Operation),
        MbimMessageType.CommandDone when Message.Status == MbimStatus.Success || !Message.InformationBuffer.IsEmpty => BufferKind.Response,
        MbimMessageType.IndicateStatus => BufferKind.Notification,
        _ => BufferKind.None,
    };

    private static MbimField OfOpen(uint maxControlTransfer) =>
        new(nameof(MbimMessage.MaxControlTransfer), MbimFieldType.Number, maxControlTransfer, maxControlTransfer.ToString(CultureInfo.InvariantCulture));

    private static BufferKind KindOf(MbimCommandType? operation) => operation switch
    {
        MbimCommandType.Query => BufferKind.Query,
        MbimCommandType.Set => BufferKind.Set,
        _ => BufferKind.None,
    };

    private readonly IReadOnlyList<MbimField> Read(BufferKind kind, ReadOnlySpan<byte> buffer)
    {
        if (kind == BufferKind.None || MbimServices.Find(Message.DeviceServiceId, Message.Cid) is not { } cid)
        {
            return [];
        }

        return MbimFields.TryRead(cid, kind, buffer, _version, out var fields, out _) ? fields : [];
    }
}
