using MbimEmulator.Function;
using MbimEmulator.Links;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.DeviceServices;

/// <summary>The Mobile Broadband service as a state machine: its clients, its interfaces. Used inside the mailbox alone.</summary>
internal sealed class ServiceCore(MobileBroadbandServiceOptions options, ModemClock clock, ILogger logger)
{
    private readonly List<ModemGroup> _modems = [];
    private readonly HashSet<ModemLink> _clients = [];
    private bool _isAsleep;

    public void Add(ModemGroup modem) => _modems.Add(modem);

    public void Remove(ModemGroup modem) => _modems.Remove(modem);

    public void Admit(ModemLink link)
    {
        _clients.Add(link);
        link.CompleteAttach(true);
    }

    public void Receive(ModemLink link, ReadOnlySpan<byte> transfer)
    {
        if (!_isAsleep && _clients.Contains(link))
        {
            FunctionLog.Attached(logger, $"{options.Name} {clock.UtcNow} {transfer.Length}");
        }
    }

    public void Leave(ModemLink link) => _clients.Remove(link);

    public void Sleep() => _isAsleep = true;

    public void Resume() => _isAsleep = false;

    public void Stop(string reason)
    {
        foreach (var link in _clients)
        {
            link.Close(reason);
        }
    }
}
