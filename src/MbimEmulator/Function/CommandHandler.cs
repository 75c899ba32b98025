using MbimProtocol;
using MbimProtocol.Server;

namespace MbimEmulator.Function;

/// <summary>What handles one operation of one CID.</summary>
internal abstract class CommandHandler
{
    /// <summary>Reads the information buffer and handles the command, or fails it.</summary>
    /// <param name="modem">The modem that got it, for a handler that modems share; see <see cref="ServiceDispatcher.Share"/>.</param>
    /// <param name="transaction">The command, to be answered once.</param>
    /// <param name="informationBuffer">Its information buffer, which is there only during the call.</param>
    /// <param name="mode">How strictly it is read.</param>
    public abstract void Handle(object? modem, Transaction transaction, ReadOnlySpan<byte> informationBuffer, MbimReadMode mode);
}
