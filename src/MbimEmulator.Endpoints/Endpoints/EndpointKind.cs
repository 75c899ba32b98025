namespace MbimEmulator.Hosting.Endpoints;

/// <summary>What carries an endpoint.</summary>
public enum EndpointKind
{
    /// <summary>A named pipe: on Windows one, elsewhere the Unix socket that .NET uses for a pipe of that name.</summary>
    Pipe,

    /// <summary>A Unix socket: a path, or <c>@name</c> for an abstract name (Linux).</summary>
    Socket,

    /// <summary>TCP, without any protection: whoever reaches the port is the host.</summary>
    Tcp,

    /// <summary>A pseudo terminal behind a stable symbolic link (Linux, macOS).</summary>
    Pty,

    /// <summary>A Unix socket that speaks the mbim-proxy protocol.</summary>
    Proxy,

    /// <summary>A TCP port that speaks USB/IP 1.1.1.</summary>
    UsbIp,

    /// <summary>A TCP port or Unix socket that speaks the protocol of usb-redir.</summary>
    UsbRedir,

    /// <summary>The SIM in a reader: a connection to vpcd, the virtual reader of PC/SC.</summary>
    Vpcd,

    /// <summary>A TCP port that takes a card from outside as the SIM, as vpcd does.</summary>
    Reader,
}
