using MbimProtocol.Server;

namespace MbimEmulator.Modem.Core;

/// <summary>Handles a command by the bytes of its information buffer, which are there only during the call.</summary>
/// <param name="module">The module of the modem that has the command.</param>
/// <param name="transaction">To be answered once, now or later.</param>
/// <param name="informationBuffer">The command's information buffer.</param>
public delegate void RawModuleHandler<in TModule>(TModule module, Transaction transaction, ReadOnlySpan<byte> informationBuffer)
    where TModule : ModemModule;
