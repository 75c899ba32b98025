using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.DeviceServices;

/// <summary>The same use of a device service, with every call and its errors, from plain C and from Python.</summary>
[Platform("Linux,MacOsX")]
public sealed class LanguageTests
{
    [Test]
    public async Task A_program_in_c_uses_a_device_service()
    {
        var program = await NativePrograms.GetPlainAsync("mbn-session");
        await using var emulator = await ServiceRun.StartAsync(EchoProfile.WithLimit(2));
        await ExpectDoneAsync(emulator, program, emulator.Socket);
    }

    [Test]
    public async Task A_program_in_python_uses_a_device_service()
    {
        Peers.Need("python3");
        await using var emulator = await ServiceRun.StartAsync(EchoProfile.WithLimit(2));
        await ExpectDoneAsync(emulator, "python3", Script, emulator.Socket);
    }

    private static string Script => Path.Combine(AppContext.BaseDirectory, "DeviceServices", "mbn_session.py");

    private static async Task ExpectDoneAsync(ServiceRun emulator, params string[] command)
    {
        var environment = new Dictionary<string, string>
        {
            ["PYTHONPATH"] = Path.Combine(AppContext.BaseDirectory, "clients", "python"),
            ["PYTHONDONTWRITEBYTECODE"] = "1",
        };
        var result = await Programs.RunAsync(command, input: null, environment);
        Assert.That((result.ExitCode, result.Output), Is.EqualTo((0, "done\n")), $"{result}\n{emulator.Output}");
    }
}
