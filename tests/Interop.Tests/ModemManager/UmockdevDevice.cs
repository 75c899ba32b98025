using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.ModemManager;

/// <summary>The device description that the command line prints, as a file.</summary>
internal static class UmockdevDevice
{
    /// <summary>Writes it into the emulator's folder.</summary>
    public static async Task<string> WriteAsync(Emulator emulator, params string[] arguments)
    {
        var printed = await Programs.RunAsync(["dotnet", Emulator.Tool, "umockdev", "--print", .. arguments]);
        Assert.That(printed.ExitCode, Is.Zero, printed.ToString());
        var file = emulator.File("modem.umockdev");
        await File.AppendAllTextAsync(file, printed.Output);
        return file;
    }
}
