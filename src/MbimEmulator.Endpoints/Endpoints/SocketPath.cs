using System.Net.Sockets;
using System.Text;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>Paths of Unix sockets: how long they may be, where .NET's named pipes are, and when an old one may be removed.</summary>
internal static class SocketPath
{
    // sockaddr_un.sun_path with its closing NUL.
    private static readonly int MaxLength = OperatingSystem.IsMacOS() ? 103 : 107;

    /// <summary>The Unix socket behind the .NET named pipe of this name.</summary>
    /// <exception cref="EndpointException">The name cannot be a pipe's.</exception>
    public static string OfPipe(string name)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAny('\0', '/') && !Path.IsPathRooted(name))
        {
            throw new EndpointException($"'{name}' cannot be the name of a pipe: it must not be empty or contain '/'.");
        }

        return Path.IsPathRooted(name) ? name : Path.Combine(Path.GetTempPath(), "CoreFxPipe_" + name);
    }

    /// <summary>Checks that the system has Unix sockets at all: old Windows and Wine have none.</summary>
    /// <exception cref="EndpointException">It has none.</exception>
    public static void Require(string path) => Require(path, Socket.OSSupportsUnixDomainSockets);

    /// <summary>The same, told whether there are any.</summary>
    internal static void Require(string path, bool areSupported)
    {
        if (!areSupported)
        {
            throw new EndpointException($"'{path}' is the path of a Unix socket, which this system does not support; choose a pipe's name, or a TCP address such as 127.0.0.1:0.");
        }
    }

    /// <summary>Checks that a path fits a socket address.</summary>
    /// <exception cref="EndpointException">It does not.</exception>
    public static void Check(string path)
    {
        var length = Encoding.UTF8.GetByteCount(path);
        if (length is 0 || length > MaxLength)
        {
            throw new EndpointException(
                $"The socket path '{path}' has {length} bytes; the system accepts 1 to {MaxLength}. Choose a shorter path or set TMPDIR.");
        }
    }

    /// <summary>Removes the socket that a killed process left behind.</summary>
    /// <exception cref="EndpointException">There is something else, or somebody listens.</exception>
    public static void RemoveStale(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists && file.LinkTarget is null)
        {
            if (Directory.Exists(path))
            {
                throw new EndpointException($"'{path}' is a directory; choose another path for the socket.");
            }

            return;
        }

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            if (IsSocket(file))
            {
                file.Delete();
                return;
            }
        }
        catch (SocketException e) when (e.SocketErrorCode != SocketError.WouldBlock)
        {
            throw new EndpointException($"'{path}' exists and cannot be replaced: {e.Message}.", e);
        }

        throw new EndpointException(
            IsSocket(file)
                ? $"Another process already listens at '{path}'. Is another emulator running? Choose another name."
                : $"'{path}' exists and is not a socket; it stays as it is. Choose another path.")
        { IsAddressTaken = IsSocket(file) };
    }

    /// <summary>Removes the file of a socket; it may have gone already, with its folder too.</summary>
    public static void Remove(string? path)
    {
        if (path is null)
        {
            return;
        }

        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // What is to be removed is not there.
            return;
        }
    }

    // open(2) refuses sockets alone with ENXIO (macOS: EOPNOTSUPP). For reading and writing, since a FIFO would wait for a peer otherwise.
    private static bool IsSocket(FileInfo file)
    {
        if (file.LinkTarget is not null)
        {
            return false;
        }

        try
        {
            using var handle = File.OpenHandle(file.FullName, FileMode.Open, FileAccess.ReadWrite);
            return false;
        }
        catch (IOException e)
        {
            return e.HResult is 6 or 102;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
