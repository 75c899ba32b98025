namespace MbimEmulator.Scenarios;

/// <summary>All triggers of scenario files: the table behind the reader, the schema and the reference. A trigger is registered by its line here.</summary>
internal static class TriggerKinds
{
    /// <summary>All of them, in the order of the reference.</summary>
    public static IReadOnlyList<TriggerKind> All { get; } =
    [
        .. MessageTrigger.FileKinds,
        .. CallTrigger.FileKinds,
        TransferTrigger.FileKind,
        BlockTrigger.FileKind,
        DatagramTrigger.FileKind,
        .. ApduTrigger.FileKinds,
        StateTrigger.FileKind,
        ScenarioStateTrigger.FileKind,
        ControlRequestTrigger.FileKind,
        ByteTrigger.FileKind,
        SubscriptionTrigger.FileKind,
        TimeTrigger.FileKind,
    ];

    /// <summary>The trigger of timelines.</summary>
    public static TriggerKind At => All[^1];

    /// <summary>The names of those that bring what is asked for.</summary>
    public static IReadOnlyList<string> NamesOf(TriggerTraits traits) => [.. All.Where(kind => (kind.Traits & traits) != 0).Select(kind => kind.Name)];
}
