using System.Net.Sockets;
using MbimEmulator.Links;
using MbimProtocol.Framing;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>Tells who is at the other end of a connection: the system's word for pipes and Unix sockets, nobody for TCP.</summary>
internal static class PeerIdentity
{
    /// <summary>The peer. On Windows it is known once its first message is there, so this waits for it.</summary>
    /// <param name="connection">Its connection.</param>
    /// <param name="name">The connection's name, for the log.</param>
    /// <param name="logger">Told who it is, and when nobody can say.</param>
    public static async ValueTask<CallerIdentity> FindAsync(StreamConnection connection, string name, ILogger logger)
    {
        var caller = CallerIdentity.Nobody;
        if (OperatingSystem.IsWindows())
        {
            if (connection.Pipe is { } pipe && await connection.PeekFirstAsync(MessageFramer.ServiceMaxLength).ConfigureAwait(false) is not null)
            {
                caller = WindowsPeer.Of(pipe, name, logger);
            }
        }
        else if (connection.Socket is { AddressFamily: AddressFamily.Unix } socket)
        {
            caller = OfUser(UnixPeer.UserOf(socket), name, logger);
        }

        EndpointLog.Caller(logger, name, caller.User, caller.IsOwner, caller.IsAdministrator);
        return caller;
    }

    private static CallerIdentity OfUser(uint? user, string name, ILogger logger)
    {
        if (user is not { } id || OperatingSystem.IsWindows())
        {
            EndpointLog.NoCredentials(logger, name);
            return CallerIdentity.Nobody;
        }

        var known = UserDatabase.Find(id);
        if (known is null)
        {
            EndpointLog.UnknownUser(logger, name, id);
        }

        return (known ?? CallerIdentity.Nobody) with { IsOwner = id == UnixPeer.OwnUser, IsAdministrator = id == 0 };
    }
}
