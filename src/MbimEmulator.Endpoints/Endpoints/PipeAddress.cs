namespace MbimEmulator.Hosting.Endpoints;

/// <summary>What to tell clients of a named pipe.</summary>
public static class PipeAddress
{
    /// <summary>The path of its Unix socket, which .NET takes as a pipe's name too; on Windows the name.</summary>
    public static string Of(string name) => OperatingSystem.IsWindows() ? name : SocketPath.OfPipe(name);
}
