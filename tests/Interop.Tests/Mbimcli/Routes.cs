namespace MbimEmulator.Interop.Tests.Mbimcli;

/// <summary>The ways by which mbimcli reaches the emulator.</summary>
internal static class Routes
{
    /// <summary>mbimcli opens the PTY itself.</summary>
    public const string Pty = "-d";

    /// <summary>mbimcli goes through the emulator's proxy endpoint.</summary>
    public const string Proxy = "-p";
}
