using MbimEmulator.Links;
using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>
/// Who may call which method of which device service. The first rule that is about a call decides; a call that none is about is allowed to the
/// emulator's own user and to administrators, and to nobody else.
/// </summary>
public sealed record AccessPolicy
{
    /// <summary>The rules, in order.</summary>
    public MbimArray<AccessRule> Rules { get; init; } = [];

    /// <summary>Whether a call is allowed; otherwise it returns E_ACCESSDENIED.</summary>
    /// <param name="caller">The identity of the caller.</param>
    /// <param name="service">The device service.</param>
    /// <param name="method">The method's name in mbnapi, such as OpenDataSession.</param>
    public bool Allows(CallerIdentity caller, Guid service, string method)
    {
        ArgumentNullException.ThrowIfNull(caller);
        foreach (var rule in Rules)
        {
            if (rule.Matches(caller, service, method))
            {
                return rule.Allow;
            }
        }

        return caller.IsOwner || caller.IsAdministrator;
    }

    /// <summary>Whether there may be a call that is allowed to the caller: an allowing rule about some of its calls, with none before it that denies it all.</summary>
    /// <param name="caller">The identity of the caller.</param>
    public bool AllowsSomething(CallerIdentity caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        foreach (var rule in Rules)
        {
            if (rule.IsAbout(caller) && (rule.Allow || rule is { Services.Count: 0, Methods.Count: 0 }))
            {
                return rule.Allow;
            }
        }

        return caller.IsOwner || caller.IsAdministrator;
    }
}
