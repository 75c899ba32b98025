using MbimEmulator.Modem;
using MbimEmulator.Pipeline;
using MbimEmulator.Time;
using MbimProtocol;

namespace MbimEmulator.Scenarios;

/// <summary>What an action can do while its rule acts, and later. Used inside the modem's mailbox alone.</summary>
internal interface IActionContext
{
    /// <summary>The rule's name.</summary>
    string Rule { get; }

    /// <summary>Whether the rule is loaded still.</summary>
    bool IsLoaded { get; }

    /// <summary>Chance for the rule's actions.</summary>
    RandomStream Draws { get; }

    /// <summary>What set the rule off, even when it goes no further; null when it was no traffic.</summary>
    FaultTraffic? Traffic { get; }

    /// <summary>The modem.</summary>
    IModemControl Modem { get; }

    /// <summary>The layouts that the function speaks with its host.</summary>
    MbimExVersion Version { get; }

    /// <summary>The wire of control transfers to the host.</summary>
    ITrafficLine LineToHost { get; }

    /// <summary>The wire of what passes a port; null for calls and APDUs, which wait for nobody.</summary>
    ITrafficLine? LineOf(TrafficPort port);

    /// <summary>The wire of datagrams one way.</summary>
    ITrafficLine LineOfDatagrams(TransferDirection direction);

    /// <summary>What the modem would say of a CID now, as an information buffer; null where it has no state for it.</summary>
    byte[]? CurrentState(Guid service, uint cid, MbimExVersion version);

    /// <summary>Tells the journal what the rule has done.</summary>
    /// <param name="traffic">What it was done to; null for nothing in particular.</param>
    /// <param name="text">What.</param>
    void Tell(FaultTraffic? traffic, string text);

    /// <summary>Tells the journal how the rule has changed the modem.</summary>
    void TellState(string text);

    /// <summary>Tells the journal and the log what the rule could not do, and why.</summary>
    void TellProblem(FaultTraffic? traffic, string problem);

    /// <summary>Tells the log alone.</summary>
    void LogProblem(string problem);

    /// <summary>Does something so much later; at once is when the event under way has been handled.</summary>
    void After(TimeSpan delay, Action action);

    /// <summary>Holds traffic for a time. It goes on behind this action.</summary>
    void Hold(FaultTraffic traffic, TimeSpan time);

    /// <summary>Holds traffic until others have come the other way. It goes on behind this action.</summary>
    void HoldUntilAnswered(FaultTraffic traffic, int count);

    /// <summary>Holds traffic until others have gone. It goes on behind this action.</summary>
    /// <param name="traffic">What waits.</param>
    /// <param name="count">How many others.</param>
    /// <param name="isAwaited">Which ones count.</param>
    /// <param name="within">When it goes in any case; null for never.</param>
    void HoldUntilOvertaken(FaultTraffic traffic, int count, Func<FaultTraffic, bool> isAwaited, TimeSpan? within);

    /// <summary>Has traffic go on behind this action now; the action is done with it.</summary>
    void GoOn(FaultTraffic traffic);

    /// <summary>Keeps a message for whoever opens the function next.</summary>
    /// <returns>Whether there was room; otherwise it is dropped.</returns>
    bool LeaveForNext(FaultTraffic message);

    /// <summary>Takes copies out of what rules may make in one event.</summary>
    /// <param name="count">How many.</param>
    /// <param name="problem">Why they may not be made; null when they may.</param>
    bool TryCopy(int count, out string? problem);

    /// <summary>Answers a command, or a call, in the modem's place, or an APDU in the card's.</summary>
    void Reply(FaultTraffic command, byte[] answer);

    /// <summary>A message of the rule's own goes to the host; the rules behind it may act on it.</summary>
    void SendToHost(byte[] message);

    /// <summary>Ends the connection that traffic goes over, or the host's.</summary>
    void HangUp(FaultTraffic? traffic);

    /// <summary>Puts the scenario into a state.</summary>
    void EnterState(string state);
}
