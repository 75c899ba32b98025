using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>Why a connection ended.</summary>
/// <param name="Reason">The reason, as text for log messages.</param>
/// <param name="IsBroken">Whether the peer broke the rules of the stream.</param>
internal readonly record struct StreamEnd(string Reason, bool IsBroken)
{
    /// <summary>
    /// Serves a connection to its end. What is served tells why it ended; an <see cref="InvalidDataException"/> says what the peer did wrong, and the
    /// carrier's own exceptions that it is gone.
    /// </summary>
    public static async ValueTask<StreamEnd> OfAsync(Func<Task<string>> serve)
    {
        try
        {
            return new StreamEnd(await serve().ConfigureAwait(false), IsBroken: false);
        }
        catch (InvalidDataException e)
        {
            return new StreamEnd(e.Message, IsBroken: true);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            return new StreamEnd(e.Message, IsBroken: false);
        }
    }

    /// <summary>Logs it.</summary>
    public void Log(ILogger logger, string connection)
    {
        if (IsBroken)
        {
            EndpointLog.Broken(logger, connection, Reason);
        }
        else
        {
            EndpointLog.Ended(logger, connection, Reason);
        }
    }
}
