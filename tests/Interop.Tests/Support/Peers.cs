namespace MbimEmulator.Interop.Tests.Support;

/// <summary>The programs that tests need and that a machine may lack.</summary>
internal static class Peers
{
    private static readonly bool Required = Environment.GetEnvironmentVariable("REQUIRE_PEERS") == "1";

    /// <summary>Ignores the running test when a program is missing; fails it when the environment has REQUIRE_PEERS=1.</summary>
    public static void Need(params string[] programs)
    {
        foreach (var program in programs)
        {
            if (!Has(program))
            {
                Lacks(program);
            }
        }
    }

    /// <summary>Ends the running test because something is missing.</summary>
    public static void Lacks(string what)
    {
        if (Required)
        {
            Assert.Fail($"needs {what}, and REQUIRE_PEERS=1");
        }

        Assert.Ignore($"ignored: needs {what}");
    }

    /// <summary>Whether there is this program: a path, or a name on the PATH.</summary>
    public static bool Has(string program) =>
        Path.IsPathRooted(program)
            ? File.Exists(program)
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                .Concat(OperatingSystem.IsWindows() ? [] : ["/usr/sbin", "/sbin"])
                .Any(folder => File.Exists(Path.Combine(folder, program)));
}
