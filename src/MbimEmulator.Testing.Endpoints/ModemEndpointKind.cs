namespace MbimEmulator.Testing.Endpoints;

/// <summary>What a test can have clients connect to.</summary>
public enum ModemEndpointKind
{
    /// <summary>A Unix socket that is the modem's control channel.</summary>
    Socket,

    /// <summary>A named pipe that is the modem's control channel.</summary>
    Pipe,

    /// <summary>A pseudo terminal that is the modem's control channel (Linux, macOS).</summary>
    Pty,

    /// <summary>A Unix socket that speaks the mbim-proxy protocol.</summary>
    Proxy,

    /// <summary>A Unix socket of the Mobile Broadband service.</summary>
    ServiceSocket,
}
