using System.Net.Sockets;

namespace MbimEmulator.Interop.Tests.Support;

/// <summary>Leads from a socket file, which is the same in every network namespace, to the name @mbim-proxy in the emulator's.</summary>
internal sealed class ProxyRelay : IAsyncDisposable
{
    private const string Program =
        """
        import socket, sys, threading

        def pump(source, target):
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)

        listener = socket.socket(socket.AF_UNIX)
        listener.bind(sys.argv[1])
        listener.listen()
        print("ready", flush=True)
        while True:
            near, _ = listener.accept()
            far = socket.socket(socket.AF_UNIX)
            far.connect("\0mbim-proxy")
            threading.Thread(target=pump, args=(near, far), daemon=True).start()
            threading.Thread(target=pump, args=(far, near), daemon=True).start()
        """;

    private readonly BackgroundProgram _program;
    private readonly string _path;

    private ProxyRelay(BackgroundProgram program, string path)
    {
        _program = program;
        _path = path;
    }

    public static async Task<ProxyRelay> StartAsync(Emulator emulator)
    {
        Peers.Need("python3");
        var path = emulator.File("relay.sock");
        var program = emulator.Start("python3", "-c", Program, path);
        await program.WaitForAsync("ready");
        return new ProxyRelay(program, path);
    }

    public async Task<NetworkStream> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_path));
        return new NetworkStream(socket, ownsSocket: true);
    }

    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
