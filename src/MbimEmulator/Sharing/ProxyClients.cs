using MbimEmulator.Links;
using MbimEmulator.Time;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Sharing;

/// <summary>The guests of a shared host that speak the mbim-proxy protocol, by their links.</summary>
internal sealed class ProxyClients(SharedHost host, ModemClock clock, ILogger logger)
{
    private readonly Dictionary<ModemLink, ProxyGuest> _guests = [];

    /// <summary>A link of a client is there; it needs no place.</summary>
    public void Admit(ModemLink link)
    {
        if (link.CloseReason is null)
        {
            SharingLog.Came(logger, link.Options.Name);
            _guests.Add(link, new ProxyGuest(host, link, clock, logger));
            link.CompleteAttach(true);
        }
    }

    /// <summary>A transfer of a client.</summary>
    public void Receive(ModemLink link, ReadOnlySpan<byte> transfer)
    {
        if (_guests.TryGetValue(link, out var guest))
        {
            guest.Receive(transfer);
        }
    }

    /// <summary>A client's carrier is gone.</summary>
    public void Remove(ModemLink link)
    {
        if (_guests.Remove(link, out var guest))
        {
            guest.Leave();
            SharingLog.Left(logger, link.Options.Name, link.CloseReason ?? "");
        }
    }
}
