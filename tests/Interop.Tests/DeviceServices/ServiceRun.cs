using System.Text.Json;
using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.DeviceServices;

/// <summary>"run" with endpoints of the Mobile Broadband service, as its users run it.</summary>
internal sealed class ServiceRun : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly BackgroundProgram _program;

    private ServiceRun(TemporaryFolder folder, BackgroundProgram program)
    {
        _folder = folder;
        _program = program;
        using var ready = JsonDocument.Parse(System.IO.File.ReadAllText(ReadyFile.In(folder)));
        var addresses = ready.RootElement.GetProperty("services").EnumerateArray()
            .ToDictionary(endpoint => endpoint.GetProperty("kind").GetString()!, endpoint => endpoint.GetProperty("address").GetString()!);
        Socket = addresses["socket"];
        Tcp = addresses["tcp"];
    }

    public string Socket { get; }

    public string Tcp { get; }

    /// <summary>What the emulator has written.</summary>
    public string Output => _program.Output;

    /// <summary>Starts it with a profile of its own, and waits until the endpoints accept.</summary>
    /// <param name="profile">YAML that extends the default profile.</param>
    /// <param name="arguments">Further arguments.</param>
    public static Task<ServiceRun> StartAsync(string profile, params string[] arguments) => StartAsAsync([], profile, arguments);

    /// <summary>The same behind a command that starts it, such as setpriv.</summary>
    public static async Task<ServiceRun> StartAsAsync(string[] starter, string profile, params string[] arguments)
    {
        var folder = new TemporaryFolder();
        if (!OperatingSystem.IsWindows())
        {
            // Other users shall come as far as the socket's own permissions, and run the emulator too.
            System.IO.File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_111_111);
        }

        var file = folder.File("profile.yaml");
        await System.IO.File.WriteAllTextAsync(file, "extends: default\ndescription: of a test\n" + profile);
        var program = await ReadyFile.WaitAsync(
            folder,
            ready => BackgroundProgram.Start(
                [.. starter, "dotnet", Emulator.Tool, "run", "--profile", file, "--service-socket", folder.File("mbn.sock"), "--service-tcp", "127.0.0.1:0",
                    "--ready-file", ready, .. arguments]));
        return new ServiceRun(folder, program);
    }

    /// <summary>Writes to its standard input.</summary>
    public Task WriteAsync(string text) => _program.WriteAsync(text);

    /// <summary>Waits for it to end by itself, well.</summary>
    public async Task EndAsync()
    {
        await _program.Exited.WaitAsync(Programs.Limit);
        Assert.That(_program.ExitCode, Is.Zero, Output);
    }

    /// <summary>A program of Native/, copied to where every user can start it.</summary>
    public async Task<string> CopyProgramAsync(string name)
    {
        var copy = _folder.File(name);
        System.IO.File.Copy(await NativePrograms.GetPlainAsync(name), copy, overwrite: true);
        return copy;
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        _folder.Dispose();
    }
}
