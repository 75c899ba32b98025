using MbimEmulator.Function;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.LteAttach;
using MbimEmulator.Modem.PacketService;
using MbimEmulator.Modem.Registration;
using MbimEmulator.Modem.Sim;
using MbimEmulator.Network;
using MbimEmulator.Profiles;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Modem.Contexts;

/// <summary>IP sessions: the contexts, those that are provisioned, and the counters of their packets.</summary>
internal sealed class ContextsModule : ModemModule
{
    private readonly SimModule _sim;
    private string _iccId = "";

    public ContextsModule(
        ModuleContext modem,
        RegistrationModule registration,
        PacketDataService packetService,
        LteAttachModule lte,
        IModemNetwork network,
        IPacketSink packets,
        ILogger logger)
    {
        Profile = modem.Profile;
        Providers = registration.Providers;
        AccessPoints = lte.AccessPoints;
        Provisioned = new ProvisionedContexts(modem);
        Contexts = new IPContexts(modem, registration, packetService, lte, Provisioned, Statistics, network, packets, logger);
        Pco = new PcoValues(modem, Contexts);
        _sim = registration.Sim;
        _sim.Read += RestoreForAnotherSim;
    }

    public static ModuleDescription Description { get; } = new("contexts")
    {
        Changes = ContextChanges.All,
        States = [ModuleState.Of<ContextsModule>("contexts", module => module.Contexts.CountActive) with { Max = 256 }],
        Snapshot = ProvisionedContextsSection.Kept,
    };

    public ModemProfile Profile { get; }

    /// <summary>SUCCESS, or why nothing works that needs the subscriber.</summary>
    public MbimStatus SimStatus => _sim.Status;

    /// <summary>The providers, of which the home provider's contexts can be provisioned.</summary>
    public ProviderDirectory Providers { get; }

    /// <summary>What the network makes of access strings and IP types.</summary>
    public AccessPoints AccessPoints { get; }

    public ProvisionedContexts Provisioned { get; }

    public PacketStatistics Statistics { get; } = new();

    public IPContexts Contexts { get; }

    /// <summary>What the network says of contexts beside their addresses.</summary>
    public PcoValues Pco { get; }

    public static void Register(ModuleHandlers<ContextsModule> handlers)
    {
        ContextHandlers.Register(handlers);
        PcoValues.Register(handlers);
    }

    public override void TellState(StateQuery query)
    {
        if (Contexts.All.FirstOrDefault() is { } first)
        {
            query.Tell(BasicConnect.Connect, first);
            if (Contexts.FindActive(first.SessionId) is { } context)
            {
                query.Tell(MsBasicConnectExtensions.Pco, context.Pco ?? new PcoValue { SessionId = context.SessionId });
            }
        }
    }

    public override SnapshotPart TakeSnapshot() => ProvisionedContextsSection.Kept.Of(Provisioned.TakeSnapshot());

    public override void Restart(ModemReset reset)
    {
        Contexts.StopLoopback(MbimStatus.Failure);
        Statistics.Reset();
    }

    public override void FunctionClosed() => Contexts.Clear();

    // What was provisioned for one SIM is not for the next one.
    private void RestoreForAnotherSim()
    {
        var present = _sim.Contents.IccId;
        if (present.Length == 0 || present == _iccId)
        {
            return;
        }

        if (_iccId.Length > 0)
        {
            Provisioned.RestoreFactory();
        }

        _iccId = present;
    }
}
