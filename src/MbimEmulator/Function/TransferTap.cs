using MbimEmulator.Links;
using MbimEmulator.Time;
using MbimProtocol;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Function;

/// <summary>Shows every control transfer to whoever listens; costs nothing while nobody does.</summary>
internal sealed class TransferTap(ModemClock clock, ILogger logger)
{
    /// <summary>Who listens; changed from any thread.</summary>
    public event TransferObserver? Observed;

    /// <summary>Shows one transfer.</summary>
    public void Show(ModemLink link, TransferDirection direction, MbimExVersion version, ReadOnlySpan<byte> transfer)
    {
        if (Observed is not { } observed)
        {
            return;
        }

        try
        {
            observed(new ObservedTransfer(link.Options.Name, direction, clock.UtcNow, version, transfer));
        }
        catch (Exception e)
        {
            FunctionLog.ObserverFailed(logger, e);
        }
    }
}
