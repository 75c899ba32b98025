using MbimEmulator.Pipeline;

namespace MbimEmulator.Recording;

/// <summary>One control transfer that crossed between a host and a modem.</summary>
/// <param name="Time">When, on any clock that never goes back.</param>
/// <param name="Direction">The direction: to the function or to the host.</param>
/// <param name="Bytes">The message or fragment.</param>
public readonly record struct RecordedTransfer(TimeSpan Time, TransferDirection Direction, ReadOnlyMemory<byte> Bytes);
