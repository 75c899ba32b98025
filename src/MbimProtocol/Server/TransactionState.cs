namespace MbimProtocol.Server;

/// <summary>What a <see cref="Transaction"/> is a handle to; used again for later commands, each time with another generation.</summary>
/// <param name="server">The server that answers.</param>
internal sealed class TransactionState(MbimServer server)
{
    /// <summary>The server that answers.</summary>
    public MbimServer Server { get; } = server;

    /// <summary>Changes when the command is over.</summary>
    public uint Generation { get; set; }

    /// <summary>The host's transaction id.</summary>
    public uint TransactionId { get; set; }

    /// <summary>The device service.</summary>
    public Guid Service { get; set; }

    /// <summary>The command id.</summary>
    public uint Cid { get; set; }
}
