using MbimEmulator.Function;
using MbimEmulator.Modem.Core;
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

    // Any access string that the network is not told of by name.
    private const string AnyAccessString = "*";

    private readonly SortedDictionary<uint, IPContext> _contexts = [];

    private readonly Dictionary<string, NwError> _refusals = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A packet of the host goes to the network by the radio, as one of a loopback does not.</summary>
    public event Action? Transmitted;

    /// <summary>What the network gives: as the profile says, until somebody says otherwise.</summary>
    public ContextsProfile Network { get; set; } = modem.Profile.Contexts;

    public bool IsAnyActive => _contexts.Values.Any(context => context.State == ActivationState.Activated);

    public uint CountActive => (uint)_contexts.Values.Count(context => context.State == ActivationState.Activated);

    public IEnumerable<ConnectInfo> All => _contexts.Values.Select(context => context.Info);

    /// <summary>
    /// The network refuses an access string from now on, or any with <c>*</c>; without an error it takes it as ever, even if it refuses any other.
    /// </summary>
    public void Refuse(string accessString, NwError error)
    {
        if (accessString == AnyAccessString)
        {
            foreach (var (taken, _) in _refusals.Where(refusal => refusal.Value == NwError.None).ToList())
            {
                _refusals.Remove(taken);
            }
        }

        _refusals[accessString] = error;
    }

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

        var context = new IPContext(request, FreeSlot(), isLoopback) { Done = done };
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
        foreach (var context in _contexts.Values.Where(context => !context.IsLoopback).ToArray())
        {
            End(context, context.State == ActivationState.Deactivating ? MbimStatus.Success : reason, NwError.None);
        }
    }

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
        while (_contexts.Values.Any(context => context.Slot == slot))
        {
            slot++;
        }

        return slot;
    }

    private void Answered(IPContext context)
    {
        var (status, error) = context.IsLoopback ? AuthoriseLoopback() : Authorise(context.Request);
        var (granted, remark) = context.IsLoopback
            ? IPConfigurations.GrantLoopback(context.Request.IpType)
            : IPConfigurations.Grant(Network, context.Request.IpType);
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
        context.Configuration = IPConfigurations.Describe(Network, context.SessionId, granted.Value, context.Slot);
        context.Session = new IPSession((byte)context.SessionId, context.Configuration, packets);
        context.Network = context.IsLoopback
            ? new ContainedSession(new LoopbackSession(context.Session, Network.Loopback), context.Session.Id, logger)
            : ContainedSession.Activate(network, context.Session, logger);
        Finish(context, MbimStatus.Success);
        modem.Notify(BasicConnect.Connect, context.Info);
        modem.Notify(BasicConnect.IpConfiguration, context.Configuration);
    }

    private (MbimStatus Status, NwError Error) AuthoriseLoopback() =>
        _refusals.GetValueOrDefault(LoopbackAccessString) is var own and not NwError.None ? (MbimStatus.Failure, own) : (MbimStatus.Success, NwError.None);

    private (MbimStatus Status, NwError Error) Authorise(SetConnect request)
    {
        var name = request.AccessString.Length > 0 ? request.AccessString : provisioned.AccessStringFor(request.ContextType);
        var refusal = _refusals.TryGetValue(name, out var own) ? own : _refusals.GetValueOrDefault(AnyAccessString);
        if (refusal != NwError.None)
        {
            return (MbimStatus.Failure, refusal);
        }

        var rule = Network.AccessStrings.FirstOrDefault(rule => string.Equals(rule.Name, name, StringComparison.OrdinalIgnoreCase));
        if (rule is null)
        {
            return Network.AnyAccessString ? (MbimStatus.Success, NwError.None) : (MbimStatus.InvalidAccessString, NwError.MissingOrUnknownApn);
        }

        if ((rule.UserName is not null && rule.UserName != request.UserName) || (rule.Password is not null && rule.Password != request.Password))
        {
            return (MbimStatus.InvalidUserNamePwd, NwError.UserAuthenticationFailed);
        }

        return rule.NwError == NwError.None ? (MbimStatus.Success, NwError.None) : (MbimStatus.Failure, rule.NwError);
    }

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
