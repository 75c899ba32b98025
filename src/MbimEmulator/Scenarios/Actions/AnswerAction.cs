using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Messages;

namespace MbimEmulator.Scenarios;

/// <summary>
/// What the host is answered. After a COMMAND: instead of the modem, which does not see the command. After a COMMAND_DONE, OPEN_DONE or CLOSE_DONE:
/// in place of what the modem said.
/// </summary>
public sealed record AnswerAction() : FaultAction(ActionTarget.Message)
{
    /// <summary>The status; null leaves it, for a command SUCCESS.</summary>
    public MbimStatus? Status { get; init; }

    /// <summary>Fields of the information buffer; what is not named stays as it is; where there was none, it is as the modem would say it now, or has its default.</summary>
    public FieldValue.Map? Fields { get; init; }

    /// <summary>The whole information buffer; null leaves it, for a failing status empty.</summary>
    public MbimArray<byte>? Bytes { get; init; }
}
