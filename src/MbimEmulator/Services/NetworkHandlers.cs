using MbimEmulator.Modem;
using MbimEmulator.Modem.Registration;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Services;

/// <summary>
/// Basic Connect: the network. HOME_PROVIDER, PREFERRED_PROVIDERS, MULTICARRIER_PROVIDERS, VISIBLE_PROVIDERS, REGISTER_STATE, PACKET_SERVICE.
/// </summary>
internal static class NetworkHandlers
{
    private const int MaxProviders = 80;
    private const int MaxProviderName = 20;

    public static void Register(HandlerRegistrar registrar, SimulatedModem modem)
    {
        var providers = modem.Providers;
        registrar.Query(BasicConnect.HomeProvider, (transaction, _) => transaction.Answer(modem.Sim.Status, providers.Home));
        registrar.Set(BasicConnect.HomeProvider, (transaction, request) => SetHome(modem, transaction, request.Provider));
        registrar.Query(BasicConnect.PreferredProviders, (transaction, _) => transaction.Answer(modem.Sim.Status, providers.Preferred));
        registrar.Set(BasicConnect.PreferredProviders, (transaction, request) => SetPreferred(modem, transaction, request.Providers));
        registrar.Query(BasicConnect.MulticarrierProviders, (transaction, _) => transaction.Answer(Multicarrier(modem), providers.Multicarrier));
        registrar.Set(BasicConnect.MulticarrierProviders, (transaction, request) => SetMulticarrier(modem, transaction, request.Providers));
        registrar.Query(BasicConnect.VisibleProviders, (transaction, request) => Scan(modem, transaction, request));
        registrar.Query(BasicConnect.RegisterState, (transaction, _) => transaction.Complete(modem.Registration.Info));
        registrar.Set(BasicConnect.RegisterState, (transaction, request) => SetRegisterState(modem, transaction, request));
        registrar.Query(BasicConnect.PacketService, (transaction, _) => transaction.Complete(modem.PacketData.Info));
        registrar.Set(BasicConnect.PacketService, (transaction, request) => SetPacketService(modem, transaction, request));
    }

    private static void SetHome(SimulatedModem modem, Transaction transaction, Provider home)
    {
        var status = Multicarrier(modem) is var multicarrier and not MbimStatus.Success ? multicarrier : Check(modem, [home]);
        if (status == MbimStatus.Success)
        {
            modem.Providers.SetHome(home);
            modem.Registration.HomeChanged();
        }

        transaction.Answer(status, modem.Providers.Home);
    }

    private static void SetPreferred(SimulatedModem modem, Transaction transaction, MbimArray<Provider> providers)
    {
        var status = Check(modem, providers);
        if (status == MbimStatus.Success)
        {
            modem.Providers.SetPreferred(providers);
        }

        transaction.Answer(status, modem.Providers.Preferred);
    }

    private static void SetMulticarrier(SimulatedModem modem, Transaction transaction, MbimArray<Provider> providers)
    {
        var status = Multicarrier(modem) is var multicarrier and not MbimStatus.Success ? multicarrier : Check(modem, providers);
        if (status == MbimStatus.Success)
        {
            modem.Providers.SetMulticarrier(providers);
        }

        transaction.Answer(status, modem.Providers.Multicarrier);
    }

    private static MbimStatus Multicarrier(SimulatedModem modem) =>
        (modem.Profile.Capabilities.ControlCaps & ControlCaps.MultiCarrier) != 0 ? MbimStatus.Success : MbimStatus.NoDeviceSupport;

    private static MbimStatus Check(SimulatedModem modem, MbimArray<Provider> providers)
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

    private static void Scan(SimulatedModem modem, Transaction transaction, VisibleProvidersQuery request)
    {
        if (!Enum.IsDefined(request.Action))
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        modem.Scanner.Start(request.Action, (status, found) => transaction.Answer(status, new VisibleProviders { Providers = found }));
    }

    private static void SetRegisterState(SimulatedModem modem, Transaction transaction, SetRegisterState request)
    {
        var isManual = request.RegisterAction == RegisterAction.Manual;
        if (!Enum.IsDefined(request.RegisterAction) || (isManual && !ProviderDirectory.IsProviderId(request.ProviderId)))
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        modem.Registration.Register(request, status => transaction.AnswerWhole(status, modem.Registration.Info));
    }

    private static void SetPacketService(SimulatedModem modem, Transaction transaction, SetPacketService request)
    {
        switch (request.PacketServiceAction)
        {
            case PacketServiceAction.Attach:
                modem.PacketData.Attach(Answer);
                break;
            case PacketServiceAction.Detach:
                modem.PacketData.Detach(Answer);
                break;
            default:
                transaction.Fail(MbimStatus.InvalidParameters);
                break;
        }

        void Answer(MbimStatus status) => transaction.AnswerWhole(status, modem.PacketData.Info);
    }
}
