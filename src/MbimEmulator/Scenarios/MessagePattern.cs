using MbimProtocol.Encoding;
using MbimProtocol.Messages;

namespace MbimEmulator.Scenarios;

/// <summary>What a message has to be; what is null may be anything.</summary>
public sealed record MessagePattern
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
}
