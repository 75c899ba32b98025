using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Messages;

namespace MbimEmulator.Patterns;

/// <summary>What a message has to be; what is null may be anything.</summary>
/// <example>
/// <code>
/// MessagePattern refused = "CONNECT set AccessString=internet Status=failure";
/// Console.WriteLine(modem.Journal.Query(refused).Count());
/// </code>
/// </example>
public sealed partial record MessagePattern
{
    /// <summary>The kind of message.</summary>
    public MbimMessageType? Type { get; init; }

    /// <summary>The device service of COMMAND, COMMAND_DONE and INDICATE_STATUS.</summary>
    public Guid? Service { get; init; }

    /// <summary>The CID of COMMAND, COMMAND_DONE and INDICATE_STATUS.</summary>
    public uint? Cid { get; init; }

    /// <summary>Query or set: of a COMMAND, or of the COMMAND that a COMMAND_DONE answers.</summary>
    public MbimCommandType? Operation { get; init; }

    /// <summary>The status of OPEN_DONE, CLOSE_DONE and COMMAND_DONE.</summary>
    public MbimStatus? Status { get; init; }

    /// <summary>The code of HOST_ERROR and FUNCTION_ERROR.</summary>
    public MbimProtocolError? Error { get; init; }

    /// <summary>The transaction id.</summary>
    public uint? TransactionId { get; init; }

    /// <summary>Fields of the message's own information buffer; all have to fit.</summary>
    public MbimArray<FieldPattern> Fields { get; init; }

    /// <summary>Fields of the COMMAND that a COMMAND_DONE answers; all have to fit.</summary>
    public MbimArray<FieldPattern> Request { get; init; }

    /// <summary>The whole information buffer of COMMAND, COMMAND_DONE and INDICATE_STATUS, byte for byte.</summary>
    public MbimArray<byte>? InformationBuffer { get; init; }

    /// <summary>Whether a message is as the pattern wants it. Fields are decoded only when everything else fits.</summary>
    public bool Matches(ref ExaminedMessage message) =>
        FitsHeader(in message)
        && (Fields.Count == 0 || Fit(Fields, message.Fields))
        && (Request.Count == 0 || Fit(Request, message.RequestFields));

    private bool FitsHeader(in ExaminedMessage examined)
    {
        var message = examined.Message;
        if ((Type is { } type && type != message.Type) || (TransactionId is { } transactionId && transactionId != message.TransactionId))
        {
            return false;
        }

        if ((Cid is not null || Service is not null)
            && (!MbimMessage.IsFragmentable(message.Type) || (Cid ?? message.Cid) != message.Cid || (Service ?? message.DeviceServiceId) != message.DeviceServiceId))
        {
            return false;
        }

        return (Operation is null || Operation == examined.Operation)
            && (Status is null || (HasStatus(message.Type) && Status == message.Status))
            && (Error is null || (HasError(message.Type) && Error == message.Error))
            && (InformationBuffer is not { } bytes || (MbimMessage.IsFragmentable(message.Type) && bytes.AsSpan().SequenceEqual(message.InformationBuffer)));
    }

    private static bool Fit(MbimArray<FieldPattern> patterns, IReadOnlyList<MbimField> fields)
    {
        foreach (var pattern in patterns)
        {
            if (!pattern.Matches(fields))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasStatus(MbimMessageType type) => type is MbimMessageType.OpenDone or MbimMessageType.CloseDone or MbimMessageType.CommandDone;

    private static bool HasError(MbimMessageType type) => type is MbimMessageType.HostError or MbimMessageType.FunctionError;
}
