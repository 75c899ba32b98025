using System.Net.Sockets;
using System.Runtime.Versioning;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>
/// A raw pseudo terminal. While no client is known, it keeps its own slave open, so that the master waits for bytes like any other line; with
/// the first byte it lets go, and the master tells when the last client has closed.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class PtyLine : IDisposable
{
    // The runtime takes any descriptor here and waits for it with its one epoll: no thread for each line. EIO, which a master without slaves
    // gives, comes as an error without a name.
    private readonly Socket _master;
    private readonly int _descriptor;
    private readonly bool _tellsChanges;
    private readonly Lock _lock = new();
    private int _ownSlave;
    private bool _disposed;

    private PtyLine(int master, string slavePath, int ownSlave)
    {
        _descriptor = master;
        _master = new Socket(new SafeSocketHandle(master, ownsHandle: true));
        _ownSlave = ownSlave;
        _tellsChanges = Pty.TryTellChanges(master);
        SlavePath = slavePath;
    }

    /// <summary>The device that clients open.</summary>
    public string SlavePath { get; }

    /// <summary>Makes the line.</summary>
    /// <exception cref="EndpointException">The system refuses.</exception>
    public static PtyLine Open(NodeAccess access)
    {
        var (master, path) = Pty.Open();
        try
        {
            Descriptors.Check(path);
            access.Apply(path);
            return new PtyLine(master, path, Pty.OpenSlave(master, path));
        }
        catch (EndpointException)
        {
            Pty.Close(master);
            throw;
        }
    }

    /// <summary>Reads what a client has written; 0 when the last client has closed.</summary>
    /// <exception cref="OperationCanceledException">The line is disposed.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        try
        {
            while (true)
            {
                var count = await _master.ReceiveAsync(buffer).ConfigureAwait(false);
                if (count == 0 || !_tellsChanges)
                {
                    LetGo();
                    return count;
                }

                if (buffer.Span[0] == 0 && count > 1)
                {
                    LetGo();
                    buffer[1..count].CopyTo(buffer);
                    return count - 1;
                }

                UndoChanges();
            }
        }
        catch (SocketException e) when (e.SocketErrorCode != SocketError.OperationAborted)
        {
            return 0;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw new OperationCanceledException("The line is closed.", e);
        }
    }

    /// <summary>Writes all bytes; waits while the line is full.</summary>
    /// <exception cref="SocketException">The last client has closed.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            var count = await _master.SendAsync(bytes, SocketFlags.None, cancellationToken).ConfigureAwait(false);
            bytes = bytes[count..];
        }
    }

    /// <summary>After the last client has closed: throws away what it has not read and what it has set, and waits for the next one.</summary>
    /// <exception cref="EndpointException">The system refuses.</exception>
    public void Rearm()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            if (_ownSlave < 0)
            {
                _ownSlave = Pty.OpenSlave(_descriptor, SlavePath);
            }
        }
    }

    /// <summary>Hangs up.</summary>
    public void Dispose()
    {
        LetGo();
        lock (_lock)
        {
            _disposed = true;
            _master.Dispose();
        }
    }

    // Who has not written yet is no client: what it does to the line, such as to stop the output, would wait for the next one.
    private void UndoChanges()
    {
        lock (_lock)
        {
            if (_ownSlave >= 0)
            {
                _ = Pty.TryMakeRaw(_ownSlave);
            }
        }
    }

    private void LetGo()
    {
        lock (_lock)
        {
            if (_ownSlave >= 0)
            {
                // A client that has written nothing may have left its settings behind.
                _ = Pty.TryMakeRaw(_ownSlave);
                Pty.Close(_ownSlave);
                _ownSlave = -1;
            }
        }
    }
}
