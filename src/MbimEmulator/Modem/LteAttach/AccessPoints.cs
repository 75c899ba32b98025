using MbimEmulator.Profiles;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.LteAttach;

/// <summary>What the network makes of access strings and IP types.</summary>
internal sealed class AccessPoints(ModemProfile profile)
{
    // Any access string that the network is not told of by name.
    private const string AnyAccessString = "*";

    private readonly Dictionary<string, NwError> _refusals = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the network gives: as the profile says, until somebody says otherwise.</summary>
    public ContextsProfile Network { get; set; } = profile.Contexts;

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

    /// <summary>Why the network was told to refuse an access string; none if it was not.</summary>
    public NwError RefusalOf(string accessString) => _refusals.GetValueOrDefault(accessString);

    /// <summary>Whether the network takes a context that the host activates.</summary>
    public (MbimStatus Status, NwError Error) Authorise(string accessString, string userName, string password) =>
        Authorise(accessString, userName, password, _refusals.TryGetValue(accessString, out var own) ? own : RefusalOf(AnyAccessString));

    /// <summary>Why the network refuses the default bearer of an LTE attach; none if it does not. A refusal of any access string is one of contexts alone.</summary>
    public NwError AuthoriseAttach(string accessString, string userName, string password)
    {
        var (status, error) = Authorise(accessString, userName, password, RefusalOf(accessString));
        return status == MbimStatus.Success ? NwError.None : error;
    }

    /// <summary>The IP type that a request gets, and the network's remark or refusal.</summary>
    /// <param name="profile">What the network has.</param>
    /// <param name="asked">What is asked for.</param>
    /// <returns>The type is null when nothing of it can be had.</returns>
    public static (ContextIpType? Granted, NwError Error) Grant(ContextsProfile profile, ContextIpType asked)
    {
        var (wants4, wants6) = asked switch
        {
            ContextIpType.IPv4 => (true, false),
            ContextIpType.IPv6 => (false, true),
            _ => (true, true),
        };
        var has4 = wants4 && profile.IPv4 is not null;
        var has6 = wants6 && profile.IPv6 is not null;
        var error = asked == ContextIpType.Default || (has4 == wants4 && has6 == wants6) ? NwError.None
            : profile.IPv4 is not null ? NwError.PdpTypeIPv4OnlyAllowed
            : NwError.PdpTypeIPv6OnlyAllowed;
        ContextIpType? granted = (has4, has6) switch
        {
            (true, true) => asked == ContextIpType.IPv4AndIPv6 ? asked : ContextIpType.IPv4v6,
            (true, false) => ContextIpType.IPv4,
            (false, true) => ContextIpType.IPv6,
            _ => null,
        };
        return (granted, error);
    }

    private (MbimStatus Status, NwError Error) Authorise(string accessString, string userName, string password, NwError refusal)
    {
        if (refusal != NwError.None)
        {
            return (MbimStatus.Failure, refusal);
        }

        var rule = Network.AccessStrings.FirstOrDefault(rule => string.Equals(rule.Name, accessString, StringComparison.OrdinalIgnoreCase));
        if (rule is null)
        {
            return Network.AnyAccessString ? (MbimStatus.Success, NwError.None) : (MbimStatus.InvalidAccessString, NwError.MissingOrUnknownApn);
        }

        if ((rule.UserName is not null && rule.UserName != userName) || (rule.Password is not null && rule.Password != password))
        {
            return (MbimStatus.InvalidUserNamePwd, NwError.UserAuthenticationFailed);
        }

        return rule.NwError == NwError.None ? (MbimStatus.Success, NwError.None) : (MbimStatus.Failure, rule.NwError);
    }
}
