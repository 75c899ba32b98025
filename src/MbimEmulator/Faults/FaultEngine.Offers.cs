using MbimEmulator.Pipeline;
using MbimProtocol;
using MbimProtocol.Messages;

namespace MbimEmulator.Faults;

/// <content>What the traffic offers it.</content>
public sealed partial class FaultEngine
{
    bool ITrafficStage.Follows => true;

    bool ITrafficStage.Wants(TrafficLevel level, TransferDirection direction) => level switch
    {
        TrafficLevel.Call => _index.Calls.Length > 0 || _held.Count > 0,
        TrafficLevel.Block or TrafficLevel.Datagram => _actsOnData,
        TrafficLevel.Transfer => direction == TransferDirection.ToFunction && _watchesTransfersToFunction,
        _ => _rules.Count > 0 || _mayBeBusy,
    };

    bool ITrafficStage.Offer(in TrafficPiece piece) => (piece.Port.Level, piece.Port.Direction) switch
    {
        (TrafficLevel.Message, TransferDirection.ToHost) => !TakeToHost(piece),
        (TrafficLevel.Message, _) => !TakeToFunction(piece),
        (TrafficLevel.Transfer, TransferDirection.ToHost) => !TakeTransferToHost(piece),
        (TrafficLevel.Transfer, _) => !TakeTransferToFunction(piece),
        (TrafficLevel.Call, _) => !TakeCall(piece),
        _ => !TakeData(piece),
    };

    // A message of the function to its host. False when no rule has anything to do with it: it goes as always.
    private bool TakeToHost(in TrafficPiece piece)
    {
        var bytes = piece.Bytes;
        if (!IsActive)
        {
            return false;
        }

        if (_requests.Count == 0 && !_watchesTransfersToHost && !_index.MayFit(bytes) && !IsHolding)
        {
            return false;
        }

        var seen = Seen.Of(bytes, piece.Port.Version, TakeRequest(bytes));
        var position = Find(_index.Messages(seen.Type, seen.Service, seen.Cid), ref seen);
        if (position.Action < 0 && _held.Count == 0 && !IsHostBusy && _index.Transfers(TransferDirection.ToHost).Length == 0)
        {
            Count(TransferDirection.ToHost, bytes.Length);
            return false;
        }

        Run(new InFlight(piece.Port, bytes.ToArray())
        {
            Origin = piece.Origin,
            Outbound = piece.Outbound,
            CloseReason = piece.CloseReason,
            Request = seen.Request,
        }, position);
        return true;
    }

    // A transfer to the host. Those of a message that no rule has touched were dealt with together with it.
    private bool TakeTransferToHost(in TrafficPiece piece)
    {
        if (piece.Kept is not InFlight message)
        {
            return false;
        }

        Count(TransferDirection.ToHost, piece.Bytes.Length);
        var seen = Seen.OfTransfer(piece.Bytes);
        var position = Find(_index.Transfers(TransferDirection.ToHost), ref seen);
        var traffic = new InFlight(piece.Port, piece.Bytes.ToArray())
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
            Go(traffic);
        }
        else
        {
            Run(traffic, position);
        }

        return true;
    }

    // A control transfer of the host. False when no rule has anything to do with it.
    private bool TakeTransferToFunction(in TrafficPiece piece)
    {
        Count(TransferDirection.ToFunction, piece.Bytes.Length);
        var seen = Seen.OfTransfer(piece.Bytes);
        var position = Find(_index.Transfers(TransferDirection.ToFunction), ref seen);
        if (position.Action < 0)
        {
            return false;
        }

        Run(new InFlight(piece.Port, piece.Bytes.ToArray()) { Origin = piece.Origin }, position);
        return true;
    }

    // A whole message of the host. False when no rule has anything to do with it.
    private bool TakeToFunction(in TrafficPiece piece)
    {
        var bytes = piece.Bytes;
        if (!IsActive)
        {
            return false;
        }

        if (!_index.NeedsRequests && !_index.MayFit(bytes) && !IsHolding)
        {
            return false;
        }

        if (_held.Count > 0)
        {
            ReleaseLate(TransferDirection.ToFunction, null);
        }

        var seen = Seen.Of(bytes, piece.Port.Version, null);
        if (seen.Type == MbimMessageType.Open)
        {
            HandOverLeft();
        }

        RememberRequest(seen, bytes);
        var position = Find(_index.Messages(seen.Type, seen.Service, seen.Cid), ref seen);
        if (position.Action < 0 && !_lines.ToFunction.IsBusy && _held.Count == 0)
        {
            return false;
        }

        Run(new InFlight(piece.Port, bytes.ToArray()) { Origin = piece.Origin }, position);
        return true;
    }

    // A block or datagram of the data plane. False when no rule has anything to do with it.
    private bool TakeData(in TrafficPiece piece)
    {
        var direction = piece.Port.Direction;
        var rules = piece.Port.Level == TrafficLevel.Block ? _index.Blocks(direction) : _index.Datagrams(direction);
        var seen = new Seen { Stream = piece.Stream };
        var position = Find(rules, ref seen);
        if (position.Action < 0 && !_lines.Of(piece.Port)!.IsBusy)
        {
            return false;
        }

        Run(new InFlight(piece.Port, piece.Bytes.ToArray()) { Stream = piece.Stream, Origin = piece.Origin }, position);
        return true;
    }

    // A message between an application and the Mobile Broadband service. False when no rule has anything to do with it.
    private bool TakeCall(in TrafficPiece piece)
    {
        if (_index.Calls.Length == 0 && _held.Count == 0)
        {
            return false;
        }

        var port = piece.Port;
        if (_held.Count > 0)
        {
            ReleaseLate(port.Direction, port.Link);
        }

        var seen = Seen.Of(piece.Bytes, MbimExVersion.V1, null) with { Caller = port.Caller, Client = port.Client, DeviceService = piece.DeviceService };
        var position = Find(_index.Calls, ref seen);
        if (position.Action < 0 && _held.Count == 0)
        {
            return false;
        }

        Run(new InFlight(port, piece.Bytes.ToArray()) { Outbound = piece.Outbound, Caller = port.Caller, Client = port.Client, DeviceService = piece.DeviceService }, position);
        return true;
    }
}
