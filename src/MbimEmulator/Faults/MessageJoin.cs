using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimEmulator.Time;

namespace MbimEmulator.Faults;

/// <summary>Messages to the host that wait for later ones, with which they go in one transfer.</summary>
/// <param name="clock">Time.</param>
/// <param name="pass">Has a message go, alone or joined.</param>
internal sealed class MessageJoin(ModemClock clock, Action<FaultTraffic> pass)
{
    private FaultTraffic? _joining;
    private ModemTimer? _timer;

    /// <summary>Whether one waits.</summary>
    public bool IsPending => _joining is not null;

    /// <summary>A message goes: by itself, or with those that wait for it, or it waits.</summary>
    public void Send(FaultTraffic message)
    {
        if (_joining is { } joining)
        {
            joining.Plan = [new PlannedTransfer([.. BytesOf(joining), .. BytesOf(message)], TimeSpan.Zero)];
            joining.CloseReason ??= message.CloseReason;
            if (--joining.JoinsNext == 0)
            {
                End();
            }
        }
        else if (message.JoinsNext > 0)
        {
            _joining = message;
            _timer = clock.Schedule(message.JoinsWithin, End);
        }
        else
        {
            pass(message);
        }
    }

    private void End()
    {
        _timer?.Cancel();
        if (_joining is { } joining)
        {
            _joining = null;
            pass(joining);
        }
    }

    private static byte[] BytesOf(FaultTraffic message) =>
        [.. (message.Plan ?? message.Split(message.Port.MaxTransfer)).SelectMany(transfer => transfer.Bytes)];
}
