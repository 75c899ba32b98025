namespace MbimEmulator.Testing.Endpoints;

/// <summary>Endpoints of a test's modem, as its options and its properties.</summary>
/// <example>
/// <code>
/// await using var modem = await EmulatedModem.StartAsync(o => o.Socket());
/// using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
/// await socket.ConnectAsync(new UnixDomainSocketEndPoint(modem.SocketPath));
/// await using var device = await MbimDevice.OpenAsync(new NetworkStream(socket));
/// </code>
/// </example>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1708", Justification = "The rule takes the two extension blocks for members with names.")]
public static class EndpointExtensions
{
    extension(EmulatedModemOptions options)
    {
        /// <summary>With a Unix socket that is the modem's control channel: <c>SocketPath</c>.</summary>
        public EmulatedModemOptions Socket() => options.With(ModemEndpointKind.Socket);

        /// <summary>With a named pipe that is the modem's control channel: <c>PipeName</c>.</summary>
        public EmulatedModemOptions Pipe() => options.With(ModemEndpointKind.Pipe);

        /// <summary>With a pseudo terminal that is the modem's control channel: <c>PtyPath</c>.</summary>
        public EmulatedModemOptions Pty() => options.With(ModemEndpointKind.Pty);

        /// <summary>With a Unix socket that speaks the mbim-proxy protocol: <c>ProxyPath</c>.</summary>
        public EmulatedModemOptions Proxy() => options.With(ModemEndpointKind.Proxy);

        /// <summary>With a Unix socket of the Mobile Broadband service: <c>ServiceSocketPath</c>.</summary>
        public EmulatedModemOptions ServiceSocket() => options.With(ModemEndpointKind.ServiceSocket);

        private EmulatedModemOptions With(ModemEndpointKind kind)
        {
            options.Part<ModemEndpoints>().Add(kind);
            return options;
        }
    }

    extension(EmulatedModem modem)
    {
        /// <summary>The path of the Unix socket.</summary>
        public string SocketPath => modem.Part<ModemEndpoints>().AddressOf(ModemEndpointKind.Socket);

        /// <summary>The name of the pipe, for a NamedPipeClientStream; outside of Windows it is the path of its Unix socket too.</summary>
        public string PipeName => modem.Part<ModemEndpoints>().AddressOf(ModemEndpointKind.Pipe);

        /// <summary>The symbolic link to the pseudo terminal.</summary>
        public string PtyPath => modem.Part<ModemEndpoints>().AddressOf(ModemEndpointKind.Pty);

        /// <summary>The path of the proxy's Unix socket.</summary>
        public string ProxyPath => modem.Part<ModemEndpoints>().AddressOf(ModemEndpointKind.Proxy);

        /// <summary>The path of the Mobile Broadband service's Unix socket.</summary>
        public string ServiceSocketPath => modem.Part<ModemEndpoints>().AddressOf(ModemEndpointKind.ServiceSocket);
    }
}
