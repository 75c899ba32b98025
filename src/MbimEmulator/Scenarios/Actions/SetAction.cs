using MbimEmulator.Changes;
using MbimEmulator.Profiles;
using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>Something is done to the modem.</summary>
/// <param name="Change">What.</param>
/// <param name="After">How much later; nothing for at once.</param>
public sealed record SetAction(ModemChange Change, TimeSpan After) : FaultAction(ActionTarget.Anything)
{
    private static readonly YamlKey<TimeSpan> AfterKey = new("after", YamlForms.Duration, "how much later");

    internal static ActionKind FileKind { get; } = new(
        "set", "Makes a change to the modem: the name of a change, or `{ NAME: ARGUMENT }`, `{ NAME: [ARGUMENTS] }`; with a time `{ set: NAME, after: 2s }`.",
        ChangeForms.Short, [.. ChangeForms.Keys, AfterKey], values => new SetAction(ChangeForms.Read(values), values.Get(AfterKey, TimeSpan.Zero)))
    {
        Beside = [AfterKey],
    };

    internal override bool IsDeferred => After <= TimeSpan.Zero;

    internal override (string Missing, string Expected)? FindUnmetNeed(ModemProfile profile)
    {
        if (Change is not { Kind.Name: "roam", Arguments: [var provider] })
        {
            return null;
        }

        var providers = profile.Network.Providers.Where(candidate => candidate.Kind != ProviderKind.Forbidden).Select(candidate => candidate.Id).ToList();
        return providers.Contains(provider) ? null : ($"the provider {provider}", $"one of {string.Join(", ", providers)}");
    }

    internal override void ActAlone(IActionContext context) => context.After(After, () =>
    {
        try
        {
            context.TellState(Change.Apply(context.Modem));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            context.TellProblem(null, e.Message);
        }
    });
}
