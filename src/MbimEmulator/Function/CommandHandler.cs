using MbimProtocol;
using MbimProtocol.Server;

namespace MbimEmulator.Function;

/// <summary>What handles one operation of one CID.</summary>
internal abstract class CommandHandler
{
    /// <summary>Reads the information buffer and handles the command, or fails it.</summary>
    public abstract void Handle(Transaction transaction, ReadOnlySpan<byte> informationBuffer, MbimReadMode mode);
}
