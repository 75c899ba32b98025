using MbimEmulator.Function;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Device;
using MbimEmulator.Modem.DeviceServices;
using MbimEmulator.Modem.Registration;
using MbimEmulator.Profiles;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MulticarrierService;

namespace MbimEmulator.Modem.Carriers;

/// <summary>
/// Modems for several carriers: what they can do, where their host is, and their CIDs. Other firmware for another home provider is started with the
/// modem. A modem without the control capability MultiCarrier has none of it.
/// </summary>
internal sealed class MulticarrierModule : ModemModule
{
    private readonly ModemProfile _profile;
    private readonly ProviderDirectory _providers;
    private readonly DeviceServicesModule _services;

    public MulticarrierModule(ModuleContext modem, RegistrationModule registration, DeviceModule device, DeviceServicesModule services)
    {
        (_profile, _providers, _services) = (modem.Profile, registration.Providers, services);
        if (IsCapable && _profile.Multicarrier.SwitchNeedsReboot)
        {
            registration.HomeMoved += device.StartAgain;
        }
    }

    public static ModuleDescription Description { get; } = new("multicarrier");

    private bool IsCapable => (_profile.Capabilities.ControlCaps & ControlCaps.MultiCarrier) != 0;

    internal override void RegisterOwn(ServiceDispatcher handlers)
    {
        if (IsCapable)
        {
            handlers.OnQuery(Multicarrier.Capabilities, (transaction, _) => transaction.Complete(DescribeCapabilities(_profile.Multicarrier)));
            handlers.OnQuery(Multicarrier.LocationInfo, (transaction, _) => transaction.Complete(new HostLocation { Country = _providers.Country }));
            handlers.OnSet(Multicarrier.LocationInfo, SetLocation);
            handlers.OnQuery(Multicarrier.CurrentCidList, ListCids);
        }
    }

    private static MulticarrierCapabilitiesInfo DescribeCapabilities(MulticarrierProfile profile) => new()
    {
        Capabilities = (profile.StaticScan ? MulticarrierCapabilities.StaticScan : 0)
            | (profile.SwitchNeedsReboot ? MulticarrierCapabilities.FirmwareRequiresReboot : 0),
    };

    private void SetLocation(Transaction transaction, HostLocation location)
    {
        _providers.Country = location.Country;
        transaction.Complete(location);
    }

    private void ListCids(Transaction transaction, CurrentCidListQuery query)
    {
        if (_services.Table.FindCids(query.DeviceServiceId) is { } cids)
        {
            transaction.Complete(new CurrentCidList { Cids = cids });
        }
        else
        {
            transaction.Fail(MbimStatus.NoDeviceSupport);
        }
    }
}
