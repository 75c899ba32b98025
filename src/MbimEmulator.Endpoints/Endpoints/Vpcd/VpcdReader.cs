using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints.Vpcd;

/// <summary>
/// A modem's SIM slot as a reader that listens as vpcd does: a card that connects, such as that of <see cref="VpcdCard"/> or of the Virtual Smart Card project's
/// vicc, is the modem's SIM until its connection ends. There is one card at a time; a further one is refused.
/// </summary>
public sealed class VpcdReader : StreamServer
{
    private readonly ModemGroup _group;
    private int _isTaken;

    /// <summary>Makes the reader; nothing is opened yet.</summary>
    /// <param name="group">The modem; its profile has a <c>reader</c>.</param>
    /// <param name="address">HOST:PORT.</param>
    /// <param name="options">Limits for the connections.</param>
    /// <param name="loggerFactory">Creates the loggers for this object.</param>
    public VpcdReader(ModemGroup group, string address, StreamOptions options, ILoggerFactory loggerFactory)
        : base(EndpointKind.Reader, address, options, loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(group);
        _group = group;
    }

    private protected override string ConnectionName => $"reader {Address}";

    private protected override async Task ServeAsync(ConnectionContext context, string name)
    {
        if (Interlocked.Exchange(ref _isTaken, 1) != 0)
        {
            EndpointLog.Refused(Logger, name, "another card is in the reader");
            return;
        }

        string reason;
        try
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(Ending);
            var card = new OutsideCard(_group, new VpcdFrames(context.Transport.Input, context.Transport.Output), ending.Token);
            reason = await card.RunAsync(() =>
            {
                context.Features.Get<ConnectionPlace>()?.Heard();
                VpcdLog.CardCame(Logger, name, _group.Name);
            }).ConfigureAwait(false);
            await ending.CancelAsync().ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _isTaken, 0);
        }

        // Whoever reads it finds the reader empty.
        VpcdLog.CardWent(Logger, name, _group.Name, reason);
    }
}
