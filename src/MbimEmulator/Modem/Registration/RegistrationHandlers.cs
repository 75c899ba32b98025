using MbimEmulator.Card;
using MbimEmulator.Modem.Core;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Registration;

/// <summary>
/// Basic Connect: the network. HOME_PROVIDER, PREFERRED_PROVIDERS, MULTICARRIER_PROVIDERS, VISIBLE_PROVIDERS, REGISTER_STATE,
/// SERVICE_ACTIVATION.
/// </summary>
internal static class RegistrationHandlers
{
    private const int MaxProviders = ProviderLists.MaxPreferred;
    private const int MaxProviderName = 20;

    public static void Register(ModuleHandlers<RegistrationModule> handlers)
    {
        handlers.Query(BasicConnect.HomeProvider, static (modem, transaction, _) => transaction.Answer(modem.Sim.Status, modem.Providers.Home));
        handlers.Set(BasicConnect.HomeProvider, static (modem, transaction, request) => SetHome(modem, transaction, request.Provider));
        handlers.Query(BasicConnect.PreferredProviders, static (modem, transaction, _) => transaction.Answer(modem.Sim.Status, modem.Providers.Preferred));
        handlers.Set(BasicConnect.PreferredProviders, static (modem, transaction, request) => SetPreferred(modem, transaction, request.Providers));
        handlers.Query(BasicConnect.MulticarrierProviders, static (modem, transaction, _) => transaction.Answer(Multicarrier(modem), modem.Providers.Multicarrier));
        handlers.Set(BasicConnect.MulticarrierProviders, static (modem, transaction, request) => SetMulticarrier(modem, transaction, request.Providers));
        handlers.Query(BasicConnect.VisibleProviders, static (modem, transaction, request) => Scan(modem, transaction, request));
        handlers.Query(BasicConnect.RegisterState, static (modem, transaction, _) => transaction.Complete(modem.Info));
        handlers.Set(BasicConnect.RegisterState, static (modem, transaction, request) => SetRegisterState(modem, transaction, request));
        handlers.Set(BasicConnect.ServiceActivation, static (modem, transaction, _) => ActivateService(modem, transaction));
    }

    private static void SetHome(RegistrationModule modem, Transaction transaction, Provider home)
    {
        var status = Multicarrier(modem) is var multicarrier and not MbimStatus.Success ? multicarrier : Check(modem, [home]);
        if (status == MbimStatus.Success)
        {
            modem.SetHome(home);
        }

        transaction.Answer(status, modem.Providers.Home);
    }

    private static void SetPreferred(RegistrationModule modem, Transaction transaction, MbimArray<Provider> providers)
    {
        var status = Check(modem, providers);
        if (status != MbimStatus.Success)
        {
            transaction.Fail(status);
            return;
        }

        // They stand on the card (EF_PLMNwAcT), which has no place for their names.
        var entries = CardCoding.Fill([.. providers.SelectMany(provider => ProviderLists.Preferred(provider.ProviderId))], ProviderLists.MaxPreferred * ProviderLists.PreferredSize);
        modem.Sim.Files.Write(FileId.PlmnWAct, entries, wentWell =>
        {
            if (wentWell)
            {
                modem.Providers.SetPreferred(providers);
            }

            transaction.Answer(wentWell ? MbimStatus.Success : MbimStatus.WriteFailure, modem.Providers.Preferred);
        });
    }

    private static void SetMulticarrier(RegistrationModule modem, Transaction transaction, MbimArray<Provider> providers)
    {
        var status = Multicarrier(modem) is var multicarrier and not MbimStatus.Success ? multicarrier : Check(modem, providers);
        if (status == MbimStatus.Success)
        {
            modem.Providers.SetMulticarrier(providers);
        }

        transaction.Answer(status, modem.Providers.Multicarrier);
    }

    private static MbimStatus Multicarrier(RegistrationModule modem) =>
        (modem.Profile.Capabilities.ControlCaps & ControlCaps.MultiCarrier) != 0 ? MbimStatus.Success : MbimStatus.NoDeviceSupport;

    private static MbimStatus Check(RegistrationModule modem, MbimArray<Provider> providers)
    {
        foreach (var provider in providers)
        {
            if (!ProviderDirectory.IsProviderId(provider.ProviderId))
            {
                return MbimStatus.InvalidParameters;
            }

            if (provider.ProviderName.Length > MaxProviderName)
            {
                return MbimStatus.ParameterTooLong;
            }
        }

        return providers.Count > MaxProviders ? MbimStatus.MemoryFull : modem.Sim.Status;
    }

    private static void Scan(RegistrationModule modem, Transaction transaction, VisibleProvidersQuery request)
    {
        if (!Enum.IsDefined(request.Action))
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        modem.Scanner.Start(request.Action, (status, found) => transaction.Answer(status, new VisibleProviders { Providers = found }));
    }

    private static void SetRegisterState(RegistrationModule modem, Transaction transaction, SetRegisterState request)
    {
        var isManual = request.RegisterAction == RegisterAction.Manual;
        if (!Enum.IsDefined(request.RegisterAction) || (isManual && !ProviderDirectory.IsProviderId(request.ProviderId)))
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        modem.Register(request, status => transaction.AnswerWhole(status, modem.Info));
    }

    private static void ActivateService(RegistrationModule modem, Transaction transaction)
    {
        if (modem.Status != MbimStatus.Success || modem.Sim.IsServiceActivated)
        {
            transaction.AnswerWhole(modem.Status, default(ServiceActivationInfo));
            return;
        }

        modem.Sim.ActivateService((status, error) => transaction.AnswerWhole(status, new ServiceActivationInfo { NwError = error }));
    }
}
