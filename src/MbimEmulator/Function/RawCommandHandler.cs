using MbimProtocol.Server;

namespace MbimEmulator.Function;

/// <summary>Handles a command by the bytes of its information buffer, which are there only during the call.</summary>
/// <param name="transaction">To be answered once, now or later.</param>
/// <param name="informationBuffer">The command's information buffer.</param>
public delegate void RawCommandHandler(Transaction transaction, ReadOnlySpan<byte> informationBuffer);
