using MbimProtocol.Messages;

namespace MbimEmulator.Scenarios;

/// <summary>What is remembered of an outstanding command.</summary>
/// <param name="Operation">Query or set.</param>
/// <param name="InformationBuffer">Its information buffer.</param>
internal sealed record OutstandingCommand(MbimCommandType Operation, byte[] InformationBuffer);
