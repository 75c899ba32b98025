namespace MbimEmulator.Scenarios;

/// <summary>What a rule does.</summary>
public abstract record FaultAction
{
    private protected FaultAction(ActionTarget target) => Target = target;

    /// <summary>What it acts on, and so which triggers it can follow.</summary>
    public ActionTarget Target { get; }
}
