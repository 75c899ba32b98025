using MbimProtocol.Encoding;
using MbimProtocol.Messages;

namespace MbimEmulator.Profiles;

/// <summary>The behaviour <c>scripted</c>: commands are answered from a list.</summary>
public sealed record ScriptedProfile : BehaviourProfile
{
    /// <summary>Makes one without answers.</summary>
    public ScriptedProfile() => Name = BehaviourNames.Scripted;

    /// <summary>The answers; the first that fits a command counts.</summary>
    public MbimArray<ScriptedAnswer> Answers { get; init; }

    /// <summary>
    /// What a command is answered that none fits; null: NO_DEVICE_SUPPORT if the CID has no answer at all, else
    /// INVALID_DEVICE_SERVICE_OPERATION.
    /// </summary>
    public MbimStatus? Unmatched { get; init; }

    /// <summary>Whether the built-in service of the same UUID answers a command that none fits.</summary>
    public bool HandsOnUnmatched { get; init; }
}
