using MbimEmulator.Pipeline;

namespace MbimEmulator.Recording;

/// <summary>A transfer crosses a <see cref="ModemRelay"/>.</summary>
/// <param name="time">When, since the relay was made.</param>
/// <param name="direction">The direction: to the function or to the host.</param>
/// <param name="bytes">The transfer.</param>
public delegate void TransferShown(TimeSpan time, TransferDirection direction, ReadOnlySpan<byte> bytes);
