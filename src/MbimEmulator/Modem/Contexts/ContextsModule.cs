using MbimEmulator.Function;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.PacketService;
using MbimEmulator.Modem.Registration;
using MbimEmulator.Network;
using MbimEmulator.Profiles;
using MbimProtocol.Encoding;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Modem.Contexts;

/// <summary>IP sessions: the contexts, those that are provisioned, and the counters of their packets.</summary>
internal sealed class ContextsModule : ModemModule
{
    public ContextsModule(
        ModemRuntime runtime,
        RegistrationModule registration,
        PacketDataService packetService,
        IModemNetwork network,
        IPacketSink packets,
        ILogger logger,
        MbimArray<ProvisionedContextProfile>? kept)
    {
        Profile = runtime.Profile;
        Providers = registration.Providers;
        Provisioned = new ProvisionedContexts(runtime, kept);
        Contexts = new IPContexts(runtime, registration.Sim, packetService, Provisioned, Statistics, network, packets, logger);
    }

    public ModemProfile Profile { get; }

    /// <summary>The providers, of which the home provider's contexts can be provisioned.</summary>
    public ProviderDirectory Providers { get; }

    public ProvisionedContexts Provisioned { get; }

    public PacketStatistics Statistics { get; } = new();

    public IPContexts Contexts { get; }

    public override void Register(HandlerRegistrar handlers) => ContextHandlers.Register(handlers, this);

    public override void Restart(ModemReset reset) => Statistics.Reset();

    public override void FunctionClosed() => Contexts.Clear();
}
