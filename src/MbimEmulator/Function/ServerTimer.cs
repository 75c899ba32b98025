using MbimEmulator.Time;
using MbimProtocol.Messages;
using MbimProtocol.Server;

namespace MbimEmulator.Function;

/// <summary>Gives a server what its host sends, and calls it again when fragments should have come.</summary>
/// <param name="server">The server.</param>
/// <param name="clock">The modem's clock, which drives all timers.</param>
internal sealed class ServerTimer(MbimServer server, ModemClock clock)
{
    private ModemTimer? _timer;

    /// <summary>Has the server take one transfer.</summary>
    public void Receive(ReadOnlySpan<byte> transfer)
    {
        server.Receive(transfer, server.NextDeadline is not null || FragmentHeader.MayBePart(transfer) ? clock.Elapsed : default);
        if (_timer is null)
        {
            Arm();
        }
    }

    // One timer outlives many messages: it moves on to the deadline that is then in force.
    private void Arm()
    {
        if (server.NextDeadline is { } due)
        {
            _timer = clock.Schedule(due - clock.Elapsed, Tick);
        }
    }

    private void Tick()
    {
        _timer = null;
        server.Tick(clock.Elapsed);
        Arm();
    }
}
