namespace MbimEmulator.Modem;

/// <summary>A modem does not come to a stage by itself; the message says where it stays.</summary>
public sealed class ModemStageException : Exception
{
    internal ModemStageException(string modem, ModemStage stage, string state)
        : base($"{modem} does not become {stage.ToString().ToLowerInvariant()} without outside help: {state}.")
    {
    }
}
