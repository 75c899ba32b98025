using MbimEmulator.Faults;
using MbimEmulator.Links;
using MbimProtocol;

namespace MbimEmulator.Function;

/// <content>What the fault engine needs of it.</content>
public sealed partial class MbimFunction
{
    /// <summary>The link that has the host's place.</summary>
    internal ModemLink? HostLink => _host.Link;

    /// <summary>Acts on messages while it has rules for them.</summary>
    internal FaultEngine? Faults
    {
        set => _host.Faults = value;
    }

    /// <summary>How the link treats a message that a rule has made.</summary>
    internal OutboundMessage NumberOf(ReadOnlySpan<byte> message) => _host.NumberOf(message);

    /// <summary>Another version is agreed on than with this host: by another client of a proxy.</summary>
    internal void AgreeVersion(MbimExVersion version) => Version = version;

    /// <summary>One transfer to the host, as it is.</summary>
    internal void SendTransfer(ModemLink link, Transfer transfer, in OutboundMessage message, string? closeReason) =>
        _host.SendTransfer(link, transfer, message, closeReason);
}
