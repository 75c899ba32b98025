using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Registration;
using MbimEmulator.Profiles;
using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Modem.LteAttach;

/// <summary>The contexts with which the modem attaches to LTE, one for each roaming condition: those of the factory for the SIM's home provider, or what was set.</summary>
internal sealed class AttachContexts
{
    private readonly ModuleContext _modem;
    private readonly RegistrationModule _registration;

    // Null while they are the factory's.
    private MbimArray<AttachContextProfile>? _set;
    private string _iccId = "";

    public AttachContexts(ModuleContext modem, RegistrationModule registration)
    {
        (_modem, _registration) = (modem, registration);
        _set = modem.TryRestore(AttachContextsSection.Kept, out var kept) ? kept : null;
        registration.Sim.Read += ForgetForAnotherSim;
    }

    public LteAttachConfigurationInfo Info => new()
    {
        Configurations = [Find(LteAttachContextRoamingControl.Home), Find(LteAttachContextRoamingControl.Partner), Find(LteAttachContextRoamingControl.NonPartner)],
    };

    /// <summary>The one for the network at which the modem is registered.</summary>
    public LteAttachConfiguration Present => Find(_registration.Info.RegisterState switch
    {
        RegisterState.Partner => LteAttachContextRoamingControl.Partner,
        RegisterState.Roaming => LteAttachContextRoamingControl.NonPartner,
        _ => LteAttachContextRoamingControl.Home,
    });

    private string Provider => _registration.Providers.Home.Provider.ProviderId;

    public SnapshotPart? TakeSnapshot() => _set is { } set ? AttachContextsSection.Kept.Of(set) : null;

    /// <summary>Replaces all three, for the home provider of the SIM.</summary>
    public void Set(MbimArray<LteAttachConfiguration> contexts) =>
        Become([.. contexts.OrderBy(context => context.Roaming).Select(context => new AttachContextProfile(Provider, context))]);

    /// <summary>Replaces one of them.</summary>
    public void Set(LteAttachConfiguration context) =>
        Set([.. Info.Configurations.Select(present => present.Roaming == context.Roaming ? context : present)]);

    /// <summary>They are as the factory has them.</summary>
    public void RestoreFactory() => Become(null);

    private void Become(MbimArray<AttachContextProfile>? set)
    {
        var before = Info;
        _set = set;
        _modem.Keep();
        if (Info is var after && after != before)
        {
            _modem.Notify(MsBasicConnectExtensions.LteAttachConfiguration, after);
        }
    }

    private LteAttachConfiguration Find(LteAttachContextRoamingControl roaming) =>
        Find(_set ?? [], roaming) ?? Find(_modem.Profile.LteAttach.Factory, roaming) ?? new LteAttachConfiguration { Roaming = roaming, Source = ContextSource.Modem };

    private LteAttachConfiguration? Find(MbimArray<AttachContextProfile> contexts, LteAttachContextRoamingControl roaming)
    {
        foreach (var (provider, context) in contexts)
        {
            if (provider == Provider && context.Roaming == roaming)
            {
                return context;
            }
        }

        return null;
    }

    // What was set for one SIM is not for the next one, nor for the same one when it comes back.
    private void ForgetForAnotherSim()
    {
        var present = _registration.Sim.Contents.IccId;
        if (present.Length == 0 || present == _iccId)
        {
            return;
        }

        if (_iccId.Length > 0 && _set is not null)
        {
            _set = null;
            _modem.Keep();
        }

        _iccId = present;
    }
}
