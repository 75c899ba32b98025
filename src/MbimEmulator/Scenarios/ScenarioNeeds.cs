using MbimEmulator.Profiles;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimEmulator.Scenarios;

/// <summary>What rules need of the profile that they run on.</summary>
internal static class ScenarioNeeds
{
    /// <summary>The rules that could never do what they are for on a modem of this profile.</summary>
    public static IEnumerable<UnmetNeed> Of(IReadOnlyCollection<ScenarioRule> rules, ModemProfile profile)
    {
        foreach (var rule in rules)
        {
            if (rule.Fault is { } fault && rule.Trigger.NeededService is var (service, cid) && !Has(profile, service, cid) && !rules.Any(other => Answers(other, service, cid)))
            {
                var what = cid is null ? $"the device service {service}" : $"the device service {service} with CID {cid}";
                var place = IsForeign(service) ? $"it among deviceServices.services of the profile, or a rule that answers its commands{Others(profile)}"
                    : "a profile whose services have it, or a rule that answers its commands";
                yield return new UnmetNeed(rule.Name, $"{fault} needs {what}, which {NameOf(profile)} does not have", place);
            }

            foreach (var (missing, expected) in rule.Actions.Select(action => action.FindUnmetNeed(profile)).OfType<(string, string)>())
            {
                yield return new UnmetNeed(rule.Name, $"{rule.Fault ?? $"'{rule.Name}'"} needs {missing}, which {NameOf(profile)} does not have", expected);
            }
        }
    }

    private static string NameOf(ModemProfile profile) => profile.Name.Length == 0 ? "the profile" : $"the profile '{profile.Name}'";

    private static string Others(ModemProfile profile) =>
        profile.DeviceServices.Services.Count == 0 ? "" : $"; it has {string.Join(", ", profile.DeviceServices.Services.Select(service => service.Id))}";

    // Whether the emulator does not have it by itself.
    private static bool IsForeign(Guid service) => MbimServices.All.All(known => known.Id != service);

    private static bool Has(ModemProfile profile, Guid service, uint? cid) =>
        profile.DeviceServices.Services.Any(candidate => candidate.Id == service && (cid is null || candidate.Cids.Contains(cid.Value)))
        || (MbimServices.Find(service) is { } known && (cid is { } number ? profile.Services.Has(service, number) : known.Cids.Any(candidate => profile.Services.Has(service, candidate.Number))));

    private static bool Answers(ScenarioRule rule, Guid service, uint? cid) =>
        rule.Trigger.Messages is { Type: MbimMessageType.Command } pattern && (pattern.Service ?? service) == service && (pattern.Cid ?? cid) == cid
        && rule.Actions.Any(action => action.AnswersWithSuccess);
}
