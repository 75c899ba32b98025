namespace MbimEmulator.Scenarios;

/// <summary>What sets a rule off.</summary>
public abstract record Trigger
{
    private protected Trigger()
    {
    }
}
