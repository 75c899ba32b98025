using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.DeviceServices;

/// <summary>The Python programs beside the tests, on mbn.py.</summary>
internal static class PythonPrograms
{
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["PYTHONPATH"] = Path.Combine(AppContext.BaseDirectory, "clients", "python"),
        ["PYTHONDONTWRITEBYTECODE"] = "1",
    };

    public static Task<ProcessResult> RunAsync(string script, params string[] arguments) =>
        Programs.RunAsync(Command(script, arguments), input: null, Environment);

    public static BackgroundProgram Start(string script, params string[] arguments) => BackgroundProgram.Start(Command(script, arguments), Environment);

    private static string[] Command(string script, string[] arguments) =>
        ["python3", Path.Combine(AppContext.BaseDirectory, "DeviceServices", script), .. arguments];
}
