using MbimEmulator.Links;
using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>One line of an access policy. It is about a call when every list that is not empty has something of the call's.</summary>
public sealed record AccessRule
{
    /// <summary>Stands among <see cref="Users"/> for the user that the emulator runs as.</summary>
    public const string Owner = "@owner";

    /// <summary>Stands among <see cref="Users"/> for root, or the members of Administrators.</summary>
    public const string Administrators = "@administrators";

    /// <summary>Whether the call is allowed.</summary>
    public required bool Allow { get; init; }

    /// <summary>Names of users, <see cref="Owner"/>, <see cref="Administrators"/>.</summary>
    public MbimArray<string> Users { get; init; } = [];

    /// <summary>Names of groups.</summary>
    public MbimArray<string> Groups { get; init; } = [];

    /// <summary>Names of capabilities.</summary>
    public MbimArray<string> Capabilities { get; init; } = [];

    /// <summary>Device services.</summary>
    public MbimArray<Guid> Services { get; init; } = [];

    /// <summary>Names of methods, such as OpenDataSession.</summary>
    public MbimArray<string> Methods { get; init; } = [];

    /// <summary>Whether the rule is about this call.</summary>
    public bool Matches(CallerIdentity caller, Guid service, string method)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return IsAbout(caller)
            && (Services.Count == 0 || Services.Contains(service))
            && (Methods.Count == 0 || Methods.Contains(method));
    }

    /// <summary>Whether the rule is about calls of this caller, some or all.</summary>
    internal bool IsAbout(CallerIdentity caller) =>
        (Users.Count == 0 || HasUser(caller))
        && (Groups.Count == 0 || Shares(Groups, caller.Groups))
        && (Capabilities.Count == 0 || Shares(Capabilities, caller.Capabilities));

    private static bool Shares(MbimArray<string> wanted, MbimArray<string> found)
    {
        foreach (var name in found)
        {
            if (wanted.Contains(name))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasUser(CallerIdentity caller) =>
        (Users.Contains(caller.User) && caller.User is not (Owner or Administrators)) || (caller.IsOwner && Users.Contains(Owner)) || (caller.IsAdministrator && Users.Contains(Administrators));
}
