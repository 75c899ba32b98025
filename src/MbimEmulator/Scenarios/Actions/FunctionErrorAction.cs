using MbimProtocol.Messages;

namespace MbimEmulator.Scenarios;

/// <summary>FUNCTION_ERROR comes instead, with the same transaction id; a command does not reach the modem.</summary>
/// <param name="Error">The error.</param>
public sealed record FunctionErrorAction(MbimProtocolError Error) : FaultAction(ActionTarget.Message);
