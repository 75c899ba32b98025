namespace MbimEmulator.Modem;

/// <summary>A modem does not come to a stage by itself; the message says where it stays.</summary>
public sealed class ModemStageException : Exception
{
    internal ModemStageException(string modem, ModemStage stage, string state)
        : base($"{modem} does not become {stage.ToString().ToLowerInvariant()} without outside help: {state}.")
    {
        State = state;
    }

    /// <summary>Where the modem stays, in a few words: <c>no SIM</c>.</summary>
    public string State { get; }
}
