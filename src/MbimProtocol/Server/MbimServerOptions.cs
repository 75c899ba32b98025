using MbimProtocol.Framing;

namespace MbimProtocol.Server;

/// <summary>What an answering end of MBIM takes and how it refuses. As made, it is that of a device: the function of a modem.</summary>
public sealed record MbimServerOptions
{
    /// <summary>The largest transfer in bytes, from 64 up; OPEN agrees on the smaller one of this and what the host says.</summary>
    public uint MaxControlTransfer { get; init; } = 4096;

    /// <summary>The longest message, in bytes, that is put together from fragments.</summary>
    public int MaxMessageLength { get; init; } = (int)MessageFramer.ProxyMaxLength;

    /// <summary>How much is forgiven in the host's messages.</summary>
    public MbimReadMode ReadMode { get; init; } = MbimReadMode.Tolerant;

    /// <summary>
    /// How many commands may be outstanding; one more is answered with BUSY. When it is null, commands are not remembered: each is handed over
    /// without a <see cref="Transaction"/>, whether its transaction id is outstanding already is not asked, CANCEL has no effect, and the owner answers with
    /// <see cref="MbimServer.CommandDone(uint, Guid, uint, Messages.MbimStatus, ReadOnlySpan{byte})"/>.
    /// </summary>
    public int? MaxOutstandingCommands { get; init; } = 16;

    /// <summary>
    /// Whether transfers are looked at before they are put together, as a function does: each one that is longer than agreed, of a type that no host sends,
    /// or the first one of a COMMAND before OPEN is refused by itself. Otherwise only whole messages are looked at, and only the carrier limits their length.
    /// </summary>
    public bool ChecksTransfers { get; init; } = true;

    /// <summary>Whether transfers of up to 4,096 bytes are taken where less was agreed on, as hosts send them that do not mind what was agreed.</summary>
    public bool AcceptsOversize { get; init; }

    /// <summary>Whether commands are taken before OPEN, as an mbim-proxy takes them.</summary>
    public bool TakesUnopenedCommands { get; init; }

    /// <summary>Whether sound messages that no host should send are ignored instead of refused.</summary>
    public bool IgnoresForeignMessages { get; init; }

    /// <summary>Whether messages are sent in one transfer each, whatever their length, as an mbim-proxy sends them. The size that OPEN names means nothing then.</summary>
    public bool SendsWholeMessages { get; init; }
}
