using MbimProtocol;
using MbimProtocol.Messages;

namespace MbimEmulator.Recording;

/// <summary>What the function answered.</summary>
/// <param name="Delay">The time between the request and the answer.</param>
/// <param name="Status">The status of OPEN_DONE, CLOSE_DONE or COMMAND_DONE; null for a FUNCTION_ERROR.</param>
/// <param name="Error">The error of a FUNCTION_ERROR; otherwise null.</param>
/// <param name="Version">The layouts in force.</param>
/// <param name="Buffer">The information buffer.</param>
internal sealed record RecordedAnswer(TimeSpan Delay, MbimStatus? Status, MbimProtocolError? Error, MbimExVersion Version, byte[] Buffer);
