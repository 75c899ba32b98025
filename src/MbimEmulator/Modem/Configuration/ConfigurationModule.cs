using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Registration;
using MbimEmulator.Time;
using MbimProtocol.Messages;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Modem.Configuration;

/// <summary>
/// MODEM_CONFIGURATION of MS Basic Connect Extensions: the modem configures itself for the carrier of its SIM, after it has started and whenever a SIM of another carrier is ready.
/// </summary>
internal sealed class ConfigurationModule : ModemModule
{
    private readonly ModuleContext _modem;
    private readonly RegistrationModule _registration;
    private ModemTimer? _configuring;

    // The carrier of the SIM for which it is configured; null since it has started.
    private string? _carrier;

    public ConfigurationModule(ModuleContext modem, RegistrationModule registration)
    {
        (_modem, _registration) = (modem, registration);
        registration.Sim.Usable += Configure;
        registration.Sim.Losing += Forget;
    }

    public static ModuleDescription Description { get; } = new("configuration")
    {
        States = [ModuleState.Of<ConfigurationModule, ModemConfigurationStatus>("configuration", module => module.Info.ConfigurationStatus)],
    };

    public ModemConfigurationInfo Info { get; private set; } = new();

    public static void Register(ModuleHandlers<ConfigurationModule> handlers) =>
        handlers.Query(MsBasicConnectExtensions.ModemConfiguration, static (module, transaction, _) => transaction.Complete(module.Info));

    public override void TellState(StateQuery query) => query.Tell(MsBasicConnectExtensions.ModemConfiguration, Info);

    public override void Restart(ModemReset reset) => _carrier = null;

    private void Configure()
    {
        var carrier = _registration.Providers.Home.Provider.ProviderId;
        var profile = _modem.Profile.Configuration;
        var name = profile.Carriers.FirstOrDefault(other => other.Provider == carrier)?.Name ?? profile.Name;
        if (carrier == _carrier)
        {
            Become(ModemConfigurationStatus.Completed, name);
            return;
        }

        Become(ModemConfigurationStatus.Started, name);
        _configuring = _modem.Take(_modem.Timings.Configure, () =>
        {
            _carrier = carrier;
            Become(ModemConfigurationStatus.Completed, name);
        });
    }

    private void Forget(MbimStatus reason)
    {
        _configuring?.Cancel();
        Become(ModemConfigurationStatus.Unknown, "");
    }

    private void Become(ModemConfigurationStatus status, string name)
    {
        Info = new ModemConfigurationInfo { ConfigurationStatus = status, ConfigurationName = name };
        _modem.Notify(MsBasicConnectExtensions.ModemConfiguration, Info);
    }
}
