namespace MbimEmulator.Hosting.Control;

/// <summary>What to tell people of a change that was refused.</summary>
internal static class ChangeError
{
    /// <summary>The exception's message without the name of a parameter of the code.</summary>
    public static string Text(Exception exception) => exception is ArgumentException { ParamName: { } name }
        ? exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)
        : exception.Message;
}
