using System.Buffers;
using MbimEmulator.Yaml;
using MbimProtocol.Messages;

namespace MbimEmulator.Scenarios;

/// <summary>FUNCTION_ERROR is sent instead, with the same transaction id; a command does not reach the modem.</summary>
/// <param name="Error">The error.</param>
public sealed record FunctionErrorAction(MbimProtocolError Error) : FaultAction(ActionTarget.Message)
{
    private static readonly YamlKey<MbimProtocolError> ErrorKey = new("error", YamlForms.Choice<MbimProtocolError>(), "The error.") { IsRequired = true };

    internal static ActionKind FileKind { get; } = new(
        "functionError", "FUNCTION_ERROR is sent instead, with the same transaction id; a command does not reach the modem.", ErrorKey, [ErrorKey],
        values => new FunctionErrorAction(values.Require(ErrorKey)))
    {
        Needs = TriggerTraits.Answered,
    };

    internal override bool WaitsForDeferred => true;

    internal override TrafficFate ActOn(FaultTraffic traffic, IActionContext context) => traffic.IsCommand
        ? CommandAnswers.Give(traffic, context, (command, writer) => Write(writer, command.TransactionId))
        : Told(traffic, context, ProblemOfShape(traffic) ?? Replace(traffic), $"FUNCTION_ERROR {Error} instead");

    private string? Write(IBufferWriter<byte> writer, uint transactionId)
    {
        MbimMessageWriter.WriteFunctionError(writer, transactionId, Error);
        return null;
    }

    private string? Replace(FaultTraffic traffic)
    {
        var writer = new ArrayBufferWriter<byte>();
        Write(writer, MessageHeader.Read(traffic.Bytes).TransactionId);
        traffic.Bytes = writer.WrittenSpan.ToArray();
        return null;
    }
}
