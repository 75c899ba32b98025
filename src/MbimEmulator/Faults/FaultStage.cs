using MbimEmulator.Card;
using MbimEmulator.Function;
using MbimEmulator.Journal;
using MbimEmulator.Modem;
using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimEmulator.Time;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Faults;

/// <summary>
/// The stage at which rules act on traffic: between host and function, on the data plane, and between applications and the Mobile Broadband service.
/// Touch it only inside the modem's mailbox.
/// </summary>
internal sealed class FaultStage : ITrafficStage
{
    private readonly RuleBook _book;
    private readonly RuleRunner _runner;
    private readonly HeldTraffic _held;
    private readonly OutstandingCommands _commands = new();
    private RuleIndex _index;
    private bool _actsOnTraffic;
    private bool _watchesTransfersToHost;
    private bool _watchesTransfersToFunction;

    /// <summary>Makes the stage of one modem.</summary>
    /// <param name="book">The rules.</param>
    /// <param name="modem">The modem.</param>
    /// <param name="function">The modem's function.</param>
    /// <param name="pipeline">The way of the modem's traffic.</param>
    /// <param name="post">Has an action run in the mailbox, as an event of its own.</param>
    /// <param name="clock">Time.</param>
    /// <param name="journal">What rules do is told to it.</param>
    /// <param name="logger">The modem's log.</param>
    public FaultStage(
        RuleBook book, IModemControl modem, MbimFunction function, TrafficPipeline pipeline, Action<Action> post, ModemClock clock, TrafficJournal journal, ILogger logger)
    {
        _book = book;
        _index = book.Index;
        _runner = new RuleRunner(book, modem, function, new TrafficOutlet(this, pipeline, function, clock), new DeferredActions(book, post), clock, journal, logger);
        _held = _runner.Held;
        book.IndexChanged = () =>
        {
            Reindex();
            pipeline.Update();
        };
    }

    /// <summary>Whether anything has to be asked on the way of a message.</summary>
    internal bool IsActive => _actsOnTraffic || _runner.IsHolding;

    bool ITrafficStage.Follows => true;

    bool ITrafficStage.Wants(TrafficLevel level, TransferDirection direction) => level switch
    {
        TrafficLevel.Call => _index.Calls.Length > 0 || !_held.IsEmpty,
        TrafficLevel.Block or TrafficLevel.Datagram => _index.ConcernsData,
        TrafficLevel.Transfer => direction == TransferDirection.ToFunction && _watchesTransfersToFunction,
        TrafficLevel.Apdu => _index.Apdus(direction).Length > 0,
        _ => _book.Rules.Count > 0 || _runner.MayBeBusy,
    };

    bool ITrafficStage.MayConcern(TrafficLevel level, TransferDirection direction, ReadOnlySpan<byte> bytes) =>
        level != TrafficLevel.Message || MayConcern(direction, bytes);

    bool ITrafficStage.Offer(in TrafficPiece piece) => (piece.Port.Level, piece.Port.Direction) switch
    {
        (TrafficLevel.Message, TransferDirection.ToHost) => !TakeToHost(piece),
        (TrafficLevel.Message, _) => !TakeToFunction(piece),
        (TrafficLevel.Transfer, TransferDirection.ToHost) => !TakeTransferToHost(piece),
        (TrafficLevel.Transfer, _) => !TakeTransferToFunction(piece),
        (TrafficLevel.Call, _) => !TakeCall(piece),
        (TrafficLevel.Apdu, _) => !TakeApdu(piece),
        _ => !TakeData(piece),
    };

    void ITrafficStage.EventHandled() => _runner.Deferred.Run();

    void ITrafficStage.Subscribed(DeviceServiceSubscribeList list) => _book.Raise(list);

    void ITrafficStage.Closed() => _commands.Clear();

    /// <summary>The modem ends.</summary>
    internal void Stop()
    {
        _book.Clear();
        _runner.Clear();
    }

    private void Reindex()
    {
        _index = _book.Index;
        _watchesTransfersToHost = _index.CountsBytes || _index.Transfers(TransferDirection.ToHost).Length > 0;
        _watchesTransfersToFunction = _index.CountsBytes || _index.Transfers(TransferDirection.ToFunction).Length > 0;
        _actsOnTraffic = _index.HasMessages || _watchesTransfersToHost || _watchesTransfersToFunction;
    }

    private void Count(TransferDirection direction, int length)
    {
        if (_index.CountsBytes)
        {
            _book.Count(direction, length);
        }
    }

    // The first rule that acts; its action is 0, or below 0 when there is none.
    private RulePosition Find(ActiveRule[] rules, ref TriggerTraffic traffic)
    {
        for (var i = 0; i < rules.Length; i++)
        {
            if (rules[i].Rule.Trigger.Fits(ref traffic) && _runner.TryFire(rules[i]))
            {
                return new RulePosition(rules, i, 0);
            }
        }

        return RulePosition.End;
    }

    // Whether a message may set a rule off, or is to be remembered, counted or kept in order for one.
    private bool MayConcern(TransferDirection direction, ReadOnlySpan<byte> message)
    {
        if (_runner.IsHolding)
        {
            return true;
        }

        if (!_actsOnTraffic)
        {
            return false;
        }

        var isWatched = direction == TransferDirection.ToHost ? _watchesTransfersToHost || !_commands.IsEmpty : _index.NeedsRequests;
        return isWatched || _index.MayFit(message);
    }

    // A message of the function to its host. False when no rule has anything to do with it: it goes as always.
    private bool TakeToHost(in TrafficPiece piece)
    {
        var bytes = piece.Bytes;
        if (!MayConcern(TransferDirection.ToHost, bytes))
        {
            return false;
        }

        var traffic = TriggerTraffic.OfMessage(bytes, piece.Port.Version, _commands.Take(bytes));
        var position = Find(_index.Messages(traffic.Type, traffic.Service, traffic.Cid), ref traffic);
        if (position.Action < 0 && _held.IsEmpty && !_runner.Outlet.IsHostBusy && _index.Transfers(TransferDirection.ToHost).Length == 0)
        {
            Count(TransferDirection.ToHost, bytes.Length);
            return false;
        }

        _runner.Run(new FaultTraffic(piece.Port, bytes.ToArray())
        {
            Origin = piece.Origin,
            Outbound = piece.Outbound,
            CloseReason = piece.CloseReason,
            Request = traffic.Request,
        }, position);
        return true;
    }

    // A transfer to the host. Those of a message that no rule has touched were dealt with together with it.
    private bool TakeTransferToHost(in TrafficPiece piece)
    {
        if (piece.Kept is not FaultTraffic message)
        {
            return false;
        }

        Count(TransferDirection.ToHost, piece.Bytes.Length);
        var shown = TriggerTraffic.OfTransfer(piece.Bytes);
        var position = Find(_index.Transfers(TransferDirection.ToHost), ref shown);
        var traffic = new FaultTraffic(piece.Port, piece.Bytes.ToArray())
        {
            Origin = piece.Origin,
            Outbound = piece.Outbound,
            CloseReason = piece.CloseReason,
            Gap = piece.Gap,
            Message = message,
            JournalId = message.JournalId,
        };
        if (position.Action < 0)
        {
            _runner.Outlet.Send(traffic);
        }
        else
        {
            _runner.Run(traffic, position);
        }

        return true;
    }

    // A control transfer of the host. False when no rule has anything to do with it.
    private bool TakeTransferToFunction(in TrafficPiece piece)
    {
        Count(TransferDirection.ToFunction, piece.Bytes.Length);
        var traffic = TriggerTraffic.OfTransfer(piece.Bytes);
        var position = Find(_index.Transfers(TransferDirection.ToFunction), ref traffic);
        if (position.Action < 0)
        {
            return false;
        }

        _runner.Run(new FaultTraffic(piece.Port, piece.Bytes.ToArray()) { Origin = piece.Origin }, position);
        return true;
    }

    // A whole message of the host. False when no rule has anything to do with it.
    private bool TakeToFunction(in TrafficPiece piece)
    {
        var bytes = piece.Bytes;
        if (!MayConcern(TransferDirection.ToFunction, bytes))
        {
            return false;
        }

        if (!_held.IsEmpty)
        {
            _held.Comes(TransferDirection.ToFunction, null);
        }

        var traffic = TriggerTraffic.OfMessage(bytes, piece.Port.Version, null);
        if (traffic.Type == MbimMessageType.Open)
        {
            _runner.HandOverLeft();
        }
        else if (traffic.Type == MbimMessageType.Command && _index.NeedsRequests)
        {
            _commands.Add(bytes);
        }

        var position = Find(_index.Messages(traffic.Type, traffic.Service, traffic.Cid), ref traffic);
        if (position.Action < 0 && !_runner.Outlet.Lines.ToFunction.IsBusy && _held.IsEmpty)
        {
            return false;
        }

        _runner.Run(new FaultTraffic(piece.Port, bytes.ToArray()) { Origin = piece.Origin }, position);
        return true;
    }

    // A block or datagram of the data plane. False when no rule has anything to do with it.
    private bool TakeData(in TrafficPiece piece)
    {
        var direction = piece.Port.Direction;
        var rules = piece.Port.Level == TrafficLevel.Block ? _index.Blocks(direction) : _index.Datagrams(direction);
        var traffic = new TriggerTraffic { Stream = piece.Stream };
        var position = Find(rules, ref traffic);
        if (position.Action < 0 && !_runner.Outlet.Lines.Of(piece.Port)!.IsBusy)
        {
            return false;
        }

        _runner.Run(new FaultTraffic(piece.Port, piece.Bytes.ToArray()) { Stream = piece.Stream, Origin = piece.Origin }, position);
        return true;
    }

    // A message between an application and the Mobile Broadband service. False when no rule has anything to do with it.
    private bool TakeCall(in TrafficPiece piece)
    {
        if (_index.Calls.Length == 0 && _held.IsEmpty)
        {
            return false;
        }

        var port = piece.Port;
        if (!_held.IsEmpty)
        {
            _held.Comes(port.Direction, port.Link);
        }

        var traffic = TriggerTraffic.OfMessage(piece.Bytes, MbimExVersion.V1, null) with { Caller = port.Caller, Client = port.Client, DeviceService = piece.DeviceService };
        var position = Find(_index.Calls, ref traffic);
        if (position.Action < 0 && _held.IsEmpty)
        {
            return false;
        }

        _runner.Run(new FaultTraffic(port, piece.Bytes.ToArray()) { Outbound = piece.Outbound, Caller = port.Caller, Client = port.Client, DeviceService = piece.DeviceService }, position);
        return true;
    }

    // A command to the card, or its answer. False when no rule has anything to do with it.
    private bool TakeApdu(in TrafficPiece piece)
    {
        var port = (CardPort)piece.Port;
        var traffic = TriggerTraffic.OfApdu(piece.Bytes, port.Command, port.File);
        var position = Find(_index.Apdus(port.Direction), ref traffic);
        if (position.Action < 0)
        {
            return false;
        }

        _runner.Run(new FaultTraffic(port, piece.Bytes.ToArray()) { Exchange = new CardExchange(piece.Exchange, port.Command.ToArray(), port.File) }, position);
        return true;
    }
}
