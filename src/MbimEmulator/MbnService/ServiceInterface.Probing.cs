using MbimProtocol;
using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.MbnService;

/// <content>What the modem's services are, and when they are asked for again.</content>
internal sealed partial class ServiceInterface
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private void EndProbe(HResult result, uint cid, ReadOnlySpan<byte> buffer)
    {
        if (!Modem.Shared.IsOpen)
        {
            // It is asked again when the function is open again.
            return;
        }

        _services.Clear();
        if (result == HResult.Ok && DeviceServicesInfo.TryRead(buffer, MbimExVersion.V1, MbimReadMode.Tolerant, out var info, out _))
        {
            MaxDssSessions = info.MaxDssSessions;
            foreach (var service in info.DeviceServices)
            {
                if (MbimServices.FindKnown(service.DeviceServiceId) is not { IsHidden: true })
                {
                    _services[service.DeviceServiceId] = service;
                }
            }
        }

        var wasReset = State == InterfaceState.Resetting;
        State = InterfaceState.Present;
        Settle();
        if (wasReset)
        {
            CommandSessions.Restore();
            DataSessions.Restore();
        }
    }

    private void Settle()
    {
        if (!_hasSettled)
        {
            _hasSettled = true;
            _core.Settle();
        }
    }

    // Where another host has the place, it will be heard when it leaves; where nobody has, the modem may only need a moment.
    private void Retry()
    {
        if (!_isUnplugged && _core.HasClients && Modem.IsPlaceFree)
        {
            _retry?.Cancel();
            _retry = _clock.Schedule(State == InterfaceState.Resetting ? TimeSpan.Zero : RetryAfter, Join);
        }
    }

    private void RetryNow()
    {
        if (!_isUnplugged && _core.HasClients && _member is null)
        {
            _retry?.Cancel();
            _retry = _clock.Schedule(TimeSpan.Zero, Join);
        }
    }
}
