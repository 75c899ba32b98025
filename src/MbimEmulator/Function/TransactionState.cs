namespace MbimEmulator.Function;

/// <summary>What a <see cref="Transaction"/> is a handle to; used again for later commands, each time with another generation.</summary>
/// <param name="function">The function that answers.</param>
internal sealed class TransactionState(MbimFunction function)
{
    /// <summary>The function that answers.</summary>
    public MbimFunction Function { get; } = function;

    /// <summary>Changes when the command is over.</summary>
    public uint Generation { get; set; }

    /// <summary>The host's transaction id.</summary>
    public uint TransactionId { get; set; }

    /// <summary>The device service.</summary>
    public Guid Service { get; set; }

    /// <summary>The command id.</summary>
    public uint Cid { get; set; }
}
