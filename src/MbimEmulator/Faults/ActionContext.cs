using MbimEmulator.Modem;
using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimEmulator.Time;
using MbimProtocol;

namespace MbimEmulator.Faults;

/// <summary>One action of a rule that acts.</summary>
/// <param name="runner">What has it act.</param>
/// <param name="rule">Its rule.</param>
/// <param name="traffic">What set the rule off; null when it was no traffic.</param>
/// <param name="next">Where traffic goes on behind it.</param>
internal sealed class ActionContext(RuleRunner runner, ActiveRule rule, FaultTraffic? traffic, RulePosition next) : IActionContext
{
    // Rules that copy each other's copies would multiply without end.
    private const int MaxCopies = 4096;

    private static readonly Func<FaultTraffic, bool> None = static _ => false;

    public string Rule => rule.Rule.Name;

    public bool IsLoaded => rule.IsLoaded;

    public RandomStream Draws => rule.Draws;

    public FaultTraffic? Traffic => traffic;

    public IModemControl Modem => runner.Modem;

    public MbimExVersion Version => runner.Function.Version;

    public ITrafficLine LineToHost => runner.Outlet.Lines.ToHost;

    public ITrafficLine? LineOf(TrafficPort port) => runner.Outlet.Lines.Of(port);

    public ITrafficLine LineOfDatagrams(TransferDirection direction) => runner.Outlet.Lines.Datagrams(direction);

    public byte[]? CurrentState(Guid service, uint cid, MbimExVersion version) => runner.Modem.Modem.ReadState(service, cid, version);

    public void Tell(FaultTraffic? about, string text) => runner.Journal.Fault(rule.Rule.Name, rule.Rule.Fault, about, text);

    public void TellState(string text) => runner.Journal.State(rule.Rule.Name, text);

    public void TellProblem(FaultTraffic? about, string problem)
    {
        LogProblem(problem);
        Tell(about, $"could not act: {problem}");
    }

    public void LogProblem(string problem) => FaultLog.CannotAct(runner.Logger, rule.Rule.Name, problem);

    public void After(TimeSpan delay, Action action)
    {
        if (delay <= TimeSpan.Zero)
        {
            runner.Deferred.Add(action);
        }
        else
        {
            runner.Clock.Schedule(delay, action);
        }
    }

    public void Hold(FaultTraffic held, TimeSpan time) => Hold(held, int.MaxValue, None, time);

    public void HoldUntilAnswered(FaultTraffic held, int count) => Hold(held, count, isAwaited: null, within: null);

    public void HoldUntilOvertaken(FaultTraffic held, int count, Func<FaultTraffic, bool> isAwaited, TimeSpan? within) => Hold(held, count, isAwaited, within);

    public void GoOn(FaultTraffic passing) => runner.Run(passing, next);

    public bool LeaveForNext(FaultTraffic message)
    {
        if (runner.Held.TryLeave(message.Bytes))
        {
            return true;
        }

        runner.CountDropped(message);
        return false;
    }

    public bool TryCopy(int count, out string? problem)
    {
        problem = runner.Copies + count > MaxCopies ? $"rules have made {runner.Copies} copies in this event; up to {MaxCopies} are made" : null;
        if (problem is not null)
        {
            return false;
        }

        if (runner.Copies == 0)
        {
            runner.Deferred.Add(() => runner.Copies = 0);
        }

        runner.Copies += count;
        return true;
    }

    public void Reply(FaultTraffic command, byte[] answer)
    {
        if (command.Level == TrafficLevel.Apdu)
        {
            runner.Outlet.Answer(command, answer);
        }
        else if (command.Level == TrafficLevel.Call)
        {
            command.Port.Reply(answer);
        }
        else
        {
            SendToHost(answer);
        }
    }

    public void SendToHost(byte[] message) => runner.SendToHost(message, rule);

    public void HangUp(FaultTraffic? over)
    {
        var link = over?.Link ?? runner.Function.HostLink;
        link?.Close($"hung up by {rule.Rule.Name}");

        // The end shows in an event of its own.
        runner.Deferred.Add(static () => { });
    }

    public void EnterState(string state) => runner.Book.EnterState(state);

    private void Hold(FaultTraffic held, int count, Func<FaultTraffic, bool>? isAwaited, TimeSpan? within)
    {
        if (!runner.Held.TryHold(held, next, count, isAwaited, within))
        {
            runner.CountDropped(held);
        }
    }
}
