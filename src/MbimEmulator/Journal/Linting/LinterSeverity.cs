namespace MbimEmulator.Journal.Linting;

/// <summary>How sure it is that a modem minds.</summary>
public enum LinterSeverity
{
    /// <summary>The specification forbids it, and modems answer with an error or misunderstand.</summary>
    Error,

    /// <summary>It works with many modems, and clients that work well do it; some modems mind.</summary>
    Warning,
}
