namespace MbimEmulator.Tool;

/// <summary>The tool as a library: a program that adds services and modules of its own runs it with them.</summary>
/// <example><code>
/// VendorService.TemperatureModule.Add();
/// return await EmulatorTool.RunAsync(args);
/// </code></example>
public static class EmulatorTool
{
    /// <summary>Parses and runs a command line.</summary>
    /// <param name="args">The arguments, as the tool has them: <c>run --socket modem.sock</c>.</param>
    /// <param name="output">Where it prints; standard output when it is left out.</param>
    /// <param name="error">Where it tells of errors; standard error when it is left out.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(IReadOnlyList<string> args, TextWriter? output = null, TextWriter? error = null)
    {
        ArgumentNullException.ThrowIfNull(args);
        return CommandLine.InvokeAsync(args, output, error);
    }
}
