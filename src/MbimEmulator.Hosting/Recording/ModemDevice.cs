using System.Buffers;
using System.Net;
using System.Net.Sockets;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Links;
using MbimProtocol;
using MbimProtocol.Framing;
using MbimProtocol.Messages;
using MbimProtocol.Services.ProxyControlService;

namespace MbimEmulator.Hosting.Recording;

/// <summary>The other end of a recording: a modem's control device, or a byte stream that leads to one.</summary>
internal sealed class ModemDevice : IDisposable
{
    /// <summary>What a TCP address begins with.</summary>
    public const string Tcp = "tcp:";

    private const uint MaxTransfer = MessageFramer.ProxyMaxLength;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Socket _line;
    private readonly bool _hasTransfers;
    private readonly byte[] _buffer = new byte[2 * MaxTransfer];
    private int _start;
    private int _end;

    private ModemDevice(Socket line, bool hasTransfers) => (_line, _hasTransfers) = (line, hasTransfers);

    /// <summary>Opens a device.</summary>
    /// <param name="address">A device node, a PTY, a Unix socket (<c>@name</c> for an abstract one), or <c>tcp:HOST:PORT</c>.</param>
    /// <param name="cancellationToken">Stops waiting when cancelled.</param>
    /// <exception cref="EndpointException">It cannot be opened.</exception>
    public static async Task<ModemDevice> OpenAsync(string address, CancellationToken cancellationToken)
    {
        if (address.StartsWith(Tcp, StringComparison.Ordinal))
        {
            return await ConnectAsync(ListenAddress.Parse(EndpointKind.Tcp, address[Tcp.Length..]), address, cancellationToken).ConfigureAwait(false);
        }

        if (address.StartsWith('@'))
        {
            return await ConnectAsync(ListenAddress.Parse(EndpointKind.Socket, address), address, cancellationToken).ConfigureAwait(false);
        }

        if (!File.Exists(address))
        {
            throw new EndpointException($"There is no device '{address}'; expected one such as /dev/cdc-wdm0, a PTY, a Unix socket, @NAME or {Tcp}HOST:PORT.");
        }

        if (new FileInfo(File.ResolveLinkTarget(address, returnFinalTarget: true)?.FullName ?? address).Length > 0)
        {
            throw new EndpointException($"'{address}' is a file; expected a device. Use --from for a capture.");
        }

        if (OperatingSystem.IsWindows() || !Pty.TryOpenDevice(address, out var device, out var isTerminal))
        {
            return await ConnectAsync(new UnixDomainSocketEndPoint(address), address, cancellationToken).ConfigureAwait(false);
        }

        // Any descriptor will do: the runtime waits for it as for a socket, and reads and writes it.
        return new ModemDevice(new Socket(new SafeSocketHandle(device, ownsHandle: true)), hasTransfers: !isTerminal);
    }

    /// <summary>Asks an mbim-proxy for a device; what goes through it afterwards is the device's.</summary>
    /// <exception cref="EndpointException">The proxy does not give it.</exception>
    public async Task ConfigureProxyAsync(string path, CancellationToken cancellationToken)
    {
        var writer = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteCommand(writer, 1, ProxyControl.Id, (uint)ProxyControlCid.Configuration, MbimCommandType.Set, new ProxyConfiguration { DevicePath = path, Timeout = 30 }, MbimExVersion.V1);
        await WriteAsync(writer.WrittenMemory, cancellationToken).ConfigureAwait(false);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        while (await ReadAsync(limit.Token).ConfigureAwait(false) is { } transfer)
        {
            using (transfer)
            {
                if (MbimMessage.TryParse(transfer.Span, MbimReadMode.Tolerant, out var message, out _) && message.Type == MbimMessageType.CommandDone)
                {
                    if (message.Status == MbimStatus.Success)
                    {
                        return;
                    }

                    throw new EndpointException($"The mbim-proxy refuses '{path}': {message.Status}.");
                }
            }
        }

        throw new EndpointException($"The mbim-proxy closed the connection: it cannot open '{path}', or does not allow this user to use it.");
    }

    /// <summary>The next transfer; null when the modem is gone. One that is no MBIM message breaks a stream; a device has it passed on.</summary>
    /// <exception cref="EndpointException">The stream is broken.</exception>
    public async Task<Transfer?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake(out var transfer))
            {
                return transfer;
            }

            if (_start > 0)
            {
                _buffer.AsSpan(_start.._end).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            var count = await ReceiveAsync(cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                return null;
            }

            _end += count;
        }
    }

    /// <summary>Writes one transfer with one write.</summary>
    /// <exception cref="SocketException">The modem is gone.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> transfer, CancellationToken cancellationToken)
    {
        while (!transfer.IsEmpty)
        {
            transfer = transfer[await _line.SendAsync(transfer, SocketFlags.None, cancellationToken).ConfigureAwait(false)..];
        }
    }

    /// <summary>Closes it.</summary>
    public void Dispose() => _line.Dispose();

    private static async Task<ModemDevice> ConnectAsync(EndPoint endPoint, string address, CancellationToken cancellationToken)
    {
        var socket = endPoint is IPEndPoint ip
            ? new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            return new ModemDevice(socket, hasTransfers: false);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new EndpointException($"Cannot connect to '{address}': {e.Message}.", e);
        }
    }

    private bool TryTake(out Transfer transfer)
    {
        transfer = default;
        if (_hasTransfers)
        {
            if (_end == 0)
            {
                return false;
            }

            transfer = Transfer.Copy(_buffer.AsSpan(.._end));
            _end = 0;
            return true;
        }

        var input = new ReadOnlySequence<byte>(_buffer, _start, _end - _start);
        var status = MessageFramer.TryReadMessage(ref input, MaxTransfer, out var message, out var error);
        if (status == FramingStatus.Invalid)
        {
            throw new EndpointException($"The modem sent data that is not an MBIM message: {error}.");
        }

        if (status != FramingStatus.Done)
        {
            return false;
        }

        transfer = Transfer.Copy(message);
        _start += transfer.Length;
        return true;
    }

    // A device that is pulled out, and a terminal whose other side is closed, give an error; a stream gives an end.
    private async Task<int> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _line.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return 0;
        }
    }
}
