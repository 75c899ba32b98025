using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Modem;

/// <content>The packet service, the default bearer and the contexts (docs/choices.md, "The LTE attach" and PCO of docs/services.md).</content>
internal sealed partial class ExtensionModel
{
    public const int MaxSessions = 3;
    public const uint MaxSessionId = 255;
    public const string Loopback = "loopback";

    /// <summary>The access string that the network assigns, and that of the provisioned context for the internet.</summary>
    public const string Internet = "internet";

    public const string PcoOfInternet = "80ff000401020304";

    private readonly Dictionary<string, NwError> _refusals = [];
    private int? _bearerSlot;

    public bool IsAttached { get; private set; }

    /// <summary>Why the packet service is detached, if the network says so.</summary>
    public NwError ServiceError { get; private set; }

    /// <summary>Why LTE refuses the modem.</summary>
    public NwError LteError { get; private set; }

    /// <summary>The default bearer; null for none.</summary>
    public (string AccessString, ContextIpType Type)? Bearer { get; private set; }

    public Dictionary<uint, ModelSession> Sessions { get; } = [];

    /// <summary>The IP versions that the network gives.</summary>
    public (bool Has4, bool Has6) Versions { get; set; } = (true, true);

    private MbimStatus ServiceStatus =>
        RegistrationStatus != MbimStatus.Success ? RegistrationStatus : IsAttached ? MbimStatus.Success : MbimStatus.PacketServiceDetached;

    /// <summary>The network refuses an access string, or with * any; what it takes from now on it takes even then.</summary>
    public void Refuse(string accessString, NwError error)
    {
        foreach (var (taken, _) in _refusals.Where(refusal => accessString == "*" && refusal.Value == NwError.None).ToArray())
        {
            _refusals.Remove(taken);
        }

        _refusals[accessString] = error;
    }

    public MbimStatus Attach()
    {
        if (RegistrationStatus != MbimStatus.Success || IsAttached)
        {
            return RegistrationStatus;
        }

        LteError = IsInLte ? AttachToLte() : NwError.None;
        (IsAttached, ServiceError) = (LteError == NwError.None, LteError);
        return IsAttached ? MbimStatus.Success : MbimStatus.Failure;
    }

    /// <summary>The host or, with an error, the network detaches the modem.</summary>
    public void Detach(NwError error = NwError.None)
    {
        if (IsAttached)
        {
            LoseService(error);
        }
    }

    public (MbimStatus Status, NwError Error) Connect(SetConnect request)
    {
        if (Refusal(request) is { } refusal)
        {
            return (refusal, Sessions.TryGetValue(request.SessionId, out var present) ? present.Error : NwError.None);
        }

        var isLoopback = request.AccessString == Loopback;
        var name = NameOf(request);
        var hasBearer = HasBearer(request);
        var slot = TakeSlot(request);
        var refused = isLoopback || hasBearer ? NwError.None : _refusals.TryGetValue(name, out var own) ? own : _refusals.GetValueOrDefault("*");
        if (refused != NwError.None)
        {
            return (MbimStatus.Failure, refused);
        }

        var (granted, remark) = isLoopback ? (request.IpType == ContextIpType.Default ? ContextIpType.IPv4v6 : request.IpType, NwError.None)
            : hasBearer ? Grant(request.IpType, Has4(Bearer!.Value.Type), Has6(Bearer!.Value.Type))
            : Grant(request.IpType, Versions.Has4, Versions.Has6);
        if (granted is not { } type)
        {
            return (MbimStatus.Failure, remark);
        }

        Sessions[request.SessionId] = new ModelSession(request, type, remark, slot, hasBearer) { Pco = !isLoopback && name == Internet ? PcoOfInternet : "" };
        return (MbimStatus.Success, remark);
    }

    /// <summary>What a CONNECT is answered with at once, and not after the time of an activation; null for nothing.</summary>
    public MbimStatus? Refusal(SetConnect request)
    {
        if (request.SessionId > MaxSessionId)
        {
            return MbimStatus.InvalidParameters;
        }

        if (Sessions.TryGetValue(request.SessionId, out var present))
        {
            return present.IsSameAs(request) ? MbimStatus.Success : MbimStatus.MaxActivatedContexts;
        }

        if (request.AccessString == Loopback)
        {
            return Sessions.Count == MaxSessions || Sessions.Values.Any(session => session.IsLoopback) ? MbimStatus.MaxActivatedContexts : null;
        }

        return ServiceStatus != MbimStatus.Success ? ServiceStatus
            : request.ContextType != ContextTypes.Internet && request.ContextType != ContextTypes.Mms ? MbimStatus.ContextNotSupported
            : Sessions.Count == MaxSessions ? MbimStatus.MaxActivatedContexts
            : Mms is { } mms && request.ContextType == ContextTypes.Mms && (request.AccessString.Length == 0 || request.AccessString == mms.AccessString) && !IsUsable(mms) ? MbimStatus.OperationNotAllowed
            : null;
    }

    /// <summary>An activation begins, and has the first free address; the bearer keeps its own for the next one, unless there is no other.</summary>
    public int TakeSlot(SetConnect request)
    {
        int Free()
        {
            var free = Enumerable.Range(0, MaxSessions).Where(slot => slot != _bearerSlot && Sessions.Values.All(session => session.Slot != slot)).Append(-1).First();
            if (free < 0)
            {
                (free, _bearerSlot) = (_bearerSlot!.Value, null);
            }

            return free;
        }

        return HasBearer(request) ? _bearerSlot ??= Free() : Free();
    }

    public MbimStatus Disconnect(uint sessionId) =>
        sessionId > MaxSessionId ? MbimStatus.InvalidParameters
        : Sessions.Remove(sessionId) ? MbimStatus.Success
        : MbimStatus.ContextNotActivated;

    public static bool Has4(ContextIpType type) => type != ContextIpType.IPv6;

    public static bool Has6(ContextIpType type) => type != ContextIpType.IPv4;

    // A network that lacks a version says which one it has, unless it was to choose.
    private static (ContextIpType? Granted, NwError Remark) Grant(ContextIpType asked, bool has4, bool has6)
    {
        var remark = has4 && has6 ? NwError.None : has4 ? NwError.PdpTypeIPv4OnlyAllowed : NwError.PdpTypeIPv6OnlyAllowed;
        return asked switch
        {
            ContextIpType.IPv4 => has4 ? (asked, NwError.None) : (null, remark),
            ContextIpType.IPv6 => has6 ? (asked, NwError.None) : (null, remark),
            _ when has4 && has6 => (asked == ContextIpType.Default ? ContextIpType.IPv4v6 : asked, NwError.None),
            _ => (has4 ? ContextIpType.IPv4 : ContextIpType.IPv6, asked == ContextIpType.Default ? NwError.None : remark),
        };
    }

    private static string NameOf(SetConnect request) => request.AccessString.Length == 0 && request.ContextType == ContextTypes.Internet ? Internet : request.AccessString;

    private bool IsUsable(ModelContext context) => context.IsEnabled && context.Media != ContextMediaType.WifiOnly && Registration switch
    {
        RegisterState.Home => context.Roaming is ContextRoamingControl.HomeOnly or ContextRoamingControl.HomeAndPartner or ContextRoamingControl.HomeAndNonPartner or ContextRoamingControl.AllowAll,
        RegisterState.Partner => context.Roaming is ContextRoamingControl.PartnerOnly or ContextRoamingControl.HomeAndPartner or ContextRoamingControl.PartnerAndNonPartner or ContextRoamingControl.AllowAll,
        _ => context.Roaming is ContextRoamingControl.NonPartnerOnly or ContextRoamingControl.HomeAndNonPartner or ContextRoamingControl.PartnerAndNonPartner or ContextRoamingControl.AllowAll,
    };

    // Of all contexts, one that names the bearer's access string has it, if the IP types go together.
    private bool HasBearer(SetConnect request) =>
        Bearer is { } bearer && request.AccessString == bearer.AccessString && !Sessions.Values.Any(session => session.HasBearer)
        && (bearer.Type, request.IpType) is not ((ContextIpType.IPv4, ContextIpType.IPv6) or (ContextIpType.IPv6, ContextIpType.IPv4));

    private NwError AttachToLte()
    {
        var (name, type) = AttachContext;
        var (granted, remark) = Grant(type, Versions.Has4, Versions.Has6);
        if (name.Length > 0 && _refusals.GetValueOrDefault(name) is not NwError.None and var refused)
        {
            return refused;
        }

        Bearer = granted is { } given ? (name.Length > 0 ? name : Internet, given) : null;
        return granted is null ? remark : NwError.None;
    }

    private void AttachAgain()
    {
        if (IsAttached && IsInLte)
        {
            LoseService(NwError.None);
            Attach();
        }
        else if (LteError != NwError.None)
        {
            Attach();
        }
    }

    // An attached modem has a bearer in LTE, and there alone; a network that refuses it detaches the modem.
    private void FollowCell()
    {
        if (IsAttached && !IsInLte)
        {
            Bearer = null;
        }
        else if (IsAttached && Bearer is null && AttachToLte() is not NwError.None and var error)
        {
            LoseService(error);
            LteError = error;
        }
    }

    private void LoseService(NwError error)
    {
        foreach (var session in Sessions.Where(session => !session.Value.IsLoopback).ToArray())
        {
            Sessions.Remove(session.Key);
        }

        (IsAttached, ServiceError, LteError, Bearer, _bearerSlot) = (false, error, NwError.None, null, null);
    }
}
