using MbimEmulator.Function;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.LteAttach;
using MbimEmulator.Modem.PacketService;
using MbimEmulator.Modem.Registration;
using MbimEmulator.Network;
using MbimEmulator.Profiles;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Modem.Contexts;

/// <summary>
/// The contexts by session. Only activated and deactivated are notified; activating and deactivating are seen by a query.
/// </summary>
internal sealed class IPContexts(
    ModuleContext modem,
    RegistrationModule registration,
    PacketDataService packetService,
    LteAttachModule lte,
    ProvisionedContexts provisioned,
    PacketStatistics statistics,
    IModemNetwork network,
    IPacketSink packets,
    ILogger logger)
{
    /// <summary>The access string that has the modem send packets back (MBIM 1.0, 10.5.12).</summary>
    public const string LoopbackAccessString = "loopback";

    /// <summary>The highest session id that the data plane can carry.</summary>
    public const uint MaxSessionId = byte.MaxValue;

    private readonly SortedDictionary<uint, IPContext> _contexts = [];

    // The addresses of the default bearer since a context first had it; null before that.
    private int? _bearerSlot;

    /// <summary>A packet of the host goes to the network by the radio, as one of a loopback does not.</summary>
    public event Action? Transmitted;

    /// <summary>A context was activated, and the host was told; with its access string.</summary>
    public event Action<IPContext, string>? Activated;

    private ContextsProfile Network => lte.AccessPoints.Network;

    public bool IsAnyActive => _contexts.Values.Any(context => context.State == ActivationState.Activated);

    public uint CountActive => (uint)_contexts.Values.Count(context => context.State == ActivationState.Activated);

    public IEnumerable<ConnectInfo> All => _contexts.Values.Select(context => context.Info);

    /// <summary>The session's context; null while it has none, activating and deactivating included.</summary>
    public ConnectInfo? Find(uint sessionId) => _contexts.GetValueOrDefault(sessionId)?.Info;

    /// <summary>The session's context if it is activated.</summary>
    public IPContext? FindActive(uint sessionId) =>
        _contexts.GetValueOrDefault(sessionId) is { State: ActivationState.Activated } context ? context : null;

    /// <summary>A packet of the host, on its way into the network.</summary>
    /// <returns>False when it was dropped.</returns>
    public bool Receive(byte sessionId, ReadOnlySpan<byte> packet)
    {
        if (FindActive(sessionId) is { Network: { } taker } context)
        {
            statistics.CountOut(packet.Length);
            if (!context.IsLoopback)
            {
                Transmitted?.Invoke();
            }

            return taker.Receive(packet);
        }

        if (Network.Loopback != LoopbackKind.Unchanged || !_contexts.Values.Any(context => context is { IsLoopback: true, Session: not null }))
        {
            return false;
        }

        statistics.CountOut(packet.Length);
        packets.SendPacket(sessionId, packet);
        return true;
    }

    public static ConnectInfo Deactivated(uint sessionId, NwError error = NwError.None) => new()
    {
        SessionId = sessionId,
        ActivationState = ActivationState.Deactivated,
        ContextType = ContextTypes.None,
        NwError = error,
    };

    public void Activate(SetConnect request, Action<MbimStatus, ConnectInfo> done)
    {
        if (_contexts.GetValueOrDefault(request.SessionId) is { } present)
        {
            var status = present.State != ActivationState.Activated ? MbimStatus.Busy
                : present.IsSameAs(request) ? MbimStatus.Success
                : MbimStatus.MaxActivatedContexts;
            done(status, present.Info);
            return;
        }

        var isLoopback = Network.Loopback != LoopbackKind.None && IsLoopback(request);
        var refusal = isLoopback ? CheckLoopback() : Check(request);
        if (refusal != MbimStatus.Success)
        {
            done(refusal, Deactivated(request.SessionId));
            return;
        }

        var hasBearer = !isLoopback && lte.CanCarry(request.AccessString, request.IpType) && !_contexts.Values.Any(context => context.HasDefaultBearer);
        var slot = hasBearer ? _bearerSlot ??= FreeSlot() : FreeSlot();
        var context = new IPContext(request, slot, isLoopback) { HasDefaultBearer = hasBearer, Done = done };
        _contexts.Add(request.SessionId, context);
        context.Changing = modem.Take(modem.Timings.Activate, () => Answered(context));
    }

    public void Deactivate(uint sessionId, Action<MbimStatus, ConnectInfo> done)
    {
        var context = _contexts.GetValueOrDefault(sessionId);
        switch (context?.State)
        {
            case null:
                done(MbimStatus.ContextNotActivated, Deactivated(sessionId));
                break;
            case ActivationState.Activating:
                End(context, MbimStatus.Failure, NwError.None);
                done(MbimStatus.Success, Deactivated(sessionId));
                break;
            case ActivationState.Deactivating:
                done(MbimStatus.Busy, context.Info);
                break;
            default:
                context.State = ActivationState.Deactivating;
                context.Disconnect();
                context.Done = done;
                context.Changing = modem.Take(modem.Timings.Deactivate, () => End(context, MbimStatus.Success, NwError.None));
                break;
        }
    }

    /// <summary>The network ends an activated context.</summary>
    public bool DeactivateByNetwork(uint sessionId, NwError error)
    {
        if (FindActive(sessionId) is not { } context)
        {
            return false;
        }

        End(context, MbimStatus.Success, error);
        return true;
    }

    /// <summary>Nothing carries contexts any more, but a loopback needs nobody.</summary>
    public void Stop(MbimStatus reason)
    {
        Stop(reason, isLoopback: false);
        _bearerSlot = null;
    }

    /// <summary>The modem starts again, so that a loopback ends too.</summary>
    public void StopLoopback(MbimStatus reason) => Stop(reason, isLoopback: true);

    /// <summary>The function was closed: its contexts are gone, and there is nobody to tell.</summary>
    public void Clear()
    {
        foreach (var context in _contexts.Values)
        {
            context.Changing?.Cancel();
            context.Disconnect();
        }

        _contexts.Clear();
    }

    private void Stop(MbimStatus reason, bool isLoopback)
    {
        foreach (var context in _contexts.Values.Where(context => context.IsLoopback == isLoopback).ToArray())
        {
            End(context, context.State == ActivationState.Deactivating ? MbimStatus.Success : reason, NwError.None);
        }
    }

    private static bool IsLoopback(SetConnect request) => string.Equals(request.AccessString, LoopbackAccessString, StringComparison.OrdinalIgnoreCase);

    private MbimStatus CheckLoopback() =>
        _contexts.Count >= Network.MaxSessions || _contexts.Values.Any(context => context.IsLoopback)
            ? MbimStatus.MaxActivatedContexts
            : MbimStatus.Success;

    private MbimStatus Check(SetConnect request) =>
        packetService.Status != MbimStatus.Success ? packetService.Status
        : !registration.Sim.IsServiceActivated ? MbimStatus.ServiceNotActivated
        : !Network.Types.Any(type => ContextTypeNames.ToGuid(type) == request.ContextType) ? MbimStatus.ContextNotSupported
        : _contexts.Count >= Network.MaxSessions ? MbimStatus.MaxActivatedContexts
        : provisioned.FindFor(request) is { } context && !IsUsable(context) ? MbimStatus.OperationNotAllowed
        : MbimStatus.Success;

    // A context that is disabled, or not for this network, is refused without asking the network.
    private bool IsUsable(ProvisionedContextProfile context) =>
        context.Enabled && context.MediaType != ContextMediaType.WifiOnly && registration.Info.RegisterState switch
        {
            RegisterState.Partner => context.Roaming is ContextRoamingControl.PartnerOnly or ContextRoamingControl.HomeAndPartner
                or ContextRoamingControl.PartnerAndNonPartner or ContextRoamingControl.AllowAll,
            RegisterState.Roaming => context.Roaming is ContextRoamingControl.NonPartnerOnly or ContextRoamingControl.HomeAndNonPartner
                or ContextRoamingControl.PartnerAndNonPartner or ContextRoamingControl.AllowAll,
            _ => context.Roaming is ContextRoamingControl.HomeOnly or ContextRoamingControl.HomeAndPartner or ContextRoamingControl.HomeAndNonPartner or ContextRoamingControl.AllowAll,
        };

    private int FreeSlot()
    {
        var slot = 0;
        while (slot == _bearerSlot || _contexts.Values.Any(context => context.Slot == slot))
        {
            slot++;
        }

        // There are as many addresses as sessions: for want of another one, the bearer that no context has gives its own away.
        if (slot >= Network.MaxSessions && _bearerSlot is { } kept)
        {
            (slot, _bearerSlot) = (kept, null);
        }

        return slot;
    }

    private string NameOf(SetConnect request) => request.AccessString.Length > 0 ? request.AccessString : provisioned.AccessStringFor(request.ContextType);

    private void Answered(IPContext context)
    {
        var request = context.Request;
        var (status, error) = context.IsLoopback ? AuthoriseLoopback()
            : context.HasDefaultBearer ? (MbimStatus.Success, NwError.None)
            : lte.AccessPoints.Authorise(NameOf(request), request.UserName, request.Password);
        var (granted, remark) = context.IsLoopback ? IPConfigurations.GrantLoopback(request.IpType)
            : AccessPoints.Grant(context.HasDefaultBearer ? BearersOf(lte.Info.IpType) : Network, request.IpType);
        if (status == MbimStatus.Success && granted is null)
        {
            (status, error) = (MbimStatus.Failure, remark);
        }

        if (status != MbimStatus.Success)
        {
            End(context, status, error);
            return;
        }

        if (!IsAnyActive)
        {
            statistics.Reset();
        }

        context.State = ActivationState.Activated;
        context.IpType = granted!.Value;
        context.NwError = remark;
        context.Configuration = IPConfigurations.Describe(modem.Profile.Contexts, context.SessionId, granted.Value, context.Slot);
        context.Session = new IPSession((byte)context.SessionId, context.Configuration, packets);
        context.Network = context.IsLoopback
            ? new ContainedSession(new LoopbackSession(context.Session, Network.Loopback), context.Session.Id, logger)
            : ContainedSession.Activate(network, context.Session, logger);
        Finish(context, MbimStatus.Success);
        modem.Notify(BasicConnect.Connect, context.Info);
        modem.Notify(BasicConnect.IpConfiguration, context.Configuration);
        if (!context.IsLoopback)
        {
            Activated?.Invoke(context, NameOf(request));
        }
    }

    private (MbimStatus Status, NwError Error) AuthoriseLoopback() =>
        lte.AccessPoints.RefusalOf(LoopbackAccessString) is var own and not NwError.None ? (MbimStatus.Failure, own) : (MbimStatus.Success, NwError.None);

    // What a bearer of this type has, whatever the network gives new ones.
    private ContextsProfile BearersOf(ContextIpType type) => modem.Profile.Contexts with
    {
        IPv4 = type == ContextIpType.IPv6 ? null : modem.Profile.Contexts.IPv4,
        IPv6 = type == ContextIpType.IPv4 ? null : modem.Profile.Contexts.IPv6,
    };

    private void End(IPContext context, MbimStatus status, NwError error)
    {
        var hostKnowsActivated = context.State != ActivationState.Activating;
        context.Changing?.Cancel();
        context.Disconnect();
        context.State = ActivationState.Deactivated;
        context.NwError = error;
        _contexts.Remove(context.SessionId);
        Finish(context, status);
        if (hostKnowsActivated)
        {
            modem.Notify(BasicConnect.Connect, context.Info);
        }
    }

    private static void Finish(IPContext context, MbimStatus status)
    {
        var done = context.Done;
        context.Done = null;
        done?.Invoke(status, context.Info);
    }
}
