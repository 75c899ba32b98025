using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.DeviceServices;

/// <summary>The same use of a device service, with every call and its errors, from plain C and from Python.</summary>
[Platform("Linux,MacOsX")]
public sealed class LanguageTests
{
    [TestCase(131072)]
    [TestCase(64)]
    public async Task A_program_in_c_uses_a_device_service(int maxTransfer)
    {
        var program = await NativePrograms.GetPlainAsync("mbn-session", $"-DMBN_MAX_TRANSFER={maxTransfer}");
        await using var emulator = await ServiceRun.StartAsync(EchoProfile.WithLimit(2));
        Expect(emulator, await Programs.RunAsync(program, emulator.Socket));
    }

    [TestCase("131072")]
    [TestCase("64")]
    public async Task A_program_in_python_uses_a_device_service(string maxTransfer)
    {
        Peers.Need("python3");
        await using var emulator = await ServiceRun.StartAsync(EchoProfile.WithLimit(2));
        Expect(emulator, await PythonPrograms.RunAsync("mbn_session.py", emulator.Socket, maxTransfer));
    }

    [Test]
    public async Task The_python_client_passes_over_messages_of_an_unknown_type()
    {
        Peers.Need("python3");
        var client = await PythonPrograms.RunAsync("mbn_unknown.py");
        Assert.That((client.ExitCode, client.Output), Is.EqualTo((0, "ok\n")), client.Error);
    }

    private static void Expect(ServiceRun emulator, ProcessResult result) =>
        Assert.That((result.ExitCode, result.Output), Is.EqualTo((0, "done\n")), $"{result}\n{emulator.Output}");
}
