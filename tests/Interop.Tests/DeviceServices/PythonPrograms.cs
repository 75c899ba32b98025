using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.DeviceServices;

/// <summary>The Python programs beside the tests, on mbn.py.</summary>
internal static class PythonPrograms
{
    public static Task<ProcessResult> RunAsync(string script, params string[] arguments)
    {
        var environment = new Dictionary<string, string>
        {
            ["PYTHONPATH"] = Path.Combine(AppContext.BaseDirectory, "clients", "python"),
            ["PYTHONDONTWRITEBYTECODE"] = "1",
        };
        return Programs.RunAsync(["python3", Path.Combine(AppContext.BaseDirectory, "DeviceServices", script), .. arguments], input: null, environment);
    }
}
