using MbimEmulator.Modem.Core;
using MbimEmulator.Time;
using MbimProtocol.Messages;

namespace MbimEmulator.Modem.Sim;

/// <summary>What takes the SIM its time, one thing at a time: what is wanted meanwhile is BUSY.</summary>
/// <param name="modem">The modem.</param>
/// <param name="ended">Called when something has ended.</param>
internal sealed class SimWork(ModuleContext modem, Action ended)
{
    private ModemTimer? _working;
    private Action<MbimStatus>? _done;

    /// <summary>Does something after a time.</summary>
    /// <param name="timing">The time.</param>
    /// <param name="work">Does it, and calls its argument with the result, now or later.</param>
    /// <param name="done">Takes the result, or why it came to nothing.</param>
    public void Do(TimeSpan timing, Action<Action<MbimStatus>> work, Action<MbimStatus> done)
    {
        if (_done is not null)
        {
            done(MbimStatus.Busy);
            return;
        }

        _done = done;
        _working = modem.Take(timing, () => work(status =>
        {
            Finish(status);
            ended();
        }));
    }

    /// <summary>Ends what is under way, if anything is.</summary>
    public void Finish(MbimStatus status)
    {
        var done = _done;
        _done = null;
        _working?.Cancel();
        done?.Invoke(status);
    }
}
