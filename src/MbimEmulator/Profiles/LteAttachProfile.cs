using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>With what the modem attaches to LTE, until its host sets something else, and what the network makes of it.</summary>
public sealed record LteAttachProfile
{
    /// <summary>Attach contexts that fit.</summary>
    internal const int MaxFactory = 48;

    /// <summary>What the maker configured for home providers; where there is none the modem has the network choose.</summary>
    public MbimArray<AttachContextProfile> Factory { get; init; }

    /// <summary>The access string that the network gives to a modem that asks for none, at most 100 characters.</summary>
    public string AccessString { get; init; } = "default";

    /// <summary>The access string that networks give to roaming modems, whatever they ask for; empty for what they ask for.</summary>
    public string RoamingAccessString { get; init; } = "";
}
