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
    /// <param name="group">The modem, whose profile says where the reader listens.</param>
    /// <param name="options">Limits for the connections.</param>
    /// <param name="loggerFactory">Creates the loggers for this object.</param>
    /// <exception cref="EndpointException">The profile has no <c>sim.reader</c>.</exception>
    public VpcdReader(ModemGroup group, StreamOptions options, ILoggerFactory loggerFactory)
        : base(EndpointKind.Reader, AddressOf(group), options, loggerFactory) => _group = group;

    private protected override string ConnectionName => $"reader {Address}";

    private static string AddressOf(ModemGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return group.Modem.Profile.Sim.Reader ?? throw new EndpointException($"The SIM of {group.Name} does not come from outside; expected a profile with sim.reader.");
    }

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
