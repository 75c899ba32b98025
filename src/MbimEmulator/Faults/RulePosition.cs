namespace MbimEmulator.Faults;

/// <summary>How far traffic has come among the rules that may act on it.</summary>
/// <param name="Rules">The rules.</param>
/// <param name="Rule">The rule that acts on it, or would be asked next.</param>
/// <param name="Action">The rule's next action; below 0 when its trigger is still to be asked.</param>
internal readonly record struct RulePosition(ActiveRule[] Rules, int Rule, int Action)
{
    /// <summary>Behind all rules.</summary>
    public static readonly RulePosition End = new([], 0, -1);

    /// <summary>Behind the action that is being done.</summary>
    public RulePosition AfterAction => this with { Action = Action + 1 };
}
