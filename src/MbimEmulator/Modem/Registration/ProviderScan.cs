using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Radio;
using MbimEmulator.Time;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Registration;

/// <summary>A scan for providers; the radio does one at a time.</summary>
internal sealed class ProviderScan(ModuleContext modem, RadioModule radio, RegistrationModule registration, ProviderDirectory providers)
{
    private ModemTimer? _scanning;
    private Action<MbimStatus, MbimArray<Provider>>? _done;

    public void Start(VisibleProvidersAction action, Action<MbimStatus, MbimArray<Provider>> done)
    {
        if (radio.Status != MbimStatus.Success || _done is not null)
        {
            done(radio.Status != MbimStatus.Success ? radio.Status : MbimStatus.Busy, []);
            return;
        }

        if (action == VisibleProvidersAction.RestrictedScan && modem.Profile.Multicarrier.StaticScan)
        {
            var known = providers.List(registration.Provider?.Id);
            done(known.Count == 0 ? MbimStatus.ProvidersNotFound : MbimStatus.Success, known);
            return;
        }

        _done = done;
        _scanning = modem.Take(modem.Timings.Scan, () =>
        {
            var found = registration.HasCoverage ? providers.Scan(action, registration.Provider?.Id) : [];
            Finish(found.Count == 0 ? MbimStatus.ProvidersNotFound : MbimStatus.Success, found);
        });
    }

    public void Stop(MbimStatus reason)
    {
        _scanning?.Cancel();
        Finish(reason, []);
    }

    private void Finish(MbimStatus status, MbimArray<Provider> found)
    {
        var done = _done;
        _done = null;
        done?.Invoke(status, found);
    }
}
