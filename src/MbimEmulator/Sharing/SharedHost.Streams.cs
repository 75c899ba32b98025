using MbimProtocol;
using MbimProtocol.DataPlane;
using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services.DssService;

namespace MbimEmulator.Sharing;

/// <content>
/// Device service streams: whose each DSS session id is, so that no guest opens, closes or hears another's. What a guest leaves open is closed
/// behind it; its ids stay taken until the function has said that they are free.
/// </content>
internal sealed partial class SharedHost
{
    private const int SetDssConnectSize = 24;

    private StreamOwner[]? _streams;
    private NtbWriter? _blocks;

    /// <summary>The lowest DSS session id that no guest has; null when all 256 are taken.</summary>
    public byte? FindFreeStream()
    {
        var index = Array.FindIndex(Streams, stream => !stream.IsTaken);
        return index < 0 ? null : (byte)index;
    }

    /// <summary>Sends a datagram of a stream that the guest has open; false when no block can hold it, or the function is lost.</summary>
    public bool SendData(byte dssSessionId, ReadOnlySpan<byte> datagram)
    {
        if (_link is not { } link || _place.Holder != link)
        {
            return false;
        }

        _blocks ??= _function.MakeBlocks();
        if (!_blocks.TryAdd(NtbStream.Dss(dssSessionId), datagram))
        {
            return false;
        }

        _function.ReceiveData(link, _blocks.Finish());
        return true;
    }

    private StreamOwner[] Streams => _streams ??= new StreamOwner[256];

    /// <summary>What a command does to a stream, if it is about one.</summary>
    private static SetDssConnect? StreamOf(in HostCommand command, ReadOnlySpan<byte> informationBuffer) =>
        command.DeviceServiceId == Dss.Id && command.Cid == Dss.Connect.Number && command.CommandType == MbimCommandType.Set &&
        SetDssConnect.TryRead(informationBuffer, MbimExVersion.V1, MbimReadMode.Tolerant, out var connect, out _) && connect.DssSessionId <= byte.MaxValue
            ? connect
            : null;

    /// <summary>
    /// Takes the id for the guest, if the command opens a stream; false when it is another guest's. What opens it a second time ends nothing by failing.
    /// </summary>
    private bool TryBegin(SharedHostMember member, in SetDssConnect connect, ref SetDssConnect? tracked)
    {
        ref var stream = ref Streams[connect.DssSessionId];
        if (stream.IsTaken && stream.Member != member)
        {
            return false;
        }

        if (stream.IsTaken && connect.DssLinkState == DssLinkState.Activate)
        {
            tracked = null;
        }
        else if (connect.DssLinkState == DssLinkState.Activate)
        {
            stream = new StreamOwner(true, member, connect.DeviceServiceId);
            if (member.Guest.TakesData)
            {
                _function.Data.Claim((byte)connect.DssSessionId);
            }
        }

        return true;
    }

    /// <summary>The function has answered a command about a stream.</summary>
    private void EndStream(in SetDssConnect connect, bool succeeded, SharedHostMember? member)
    {
        ref var stream = ref Streams[connect.DssSessionId];
        var isOver = connect.DssLinkState == DssLinkState.Activate ? !succeeded : succeeded || member is null;
        if (isOver && stream.Member == (member?.HasLeft == true ? null : member))
        {
            stream = default;
            _function.Data.Disclaim((byte)connect.DssSessionId);
        }
    }

    // The function may still be opening one of them: what closes it comes behind, in order.
    private void CloseStreamsOf(SharedHostMember member)
    {
        Span<byte> buffer = stackalloc byte[SetDssConnectSize];
        for (uint id = 0; id < (_streams?.Length ?? 0); id++)
        {
            if (_streams![id].Member != member)
            {
                continue;
            }

            var service = _streams[id].Service;
            _streams[id] = new StreamOwner(true, null, service);
            if (IsOpen)
            {
                var connect = new SetDssConnect { DeviceServiceId = service, DssSessionId = id, DssLinkState = DssLinkState.Deactivate };
                connect.Write(buffer, MbimExVersion.V1);
                var close = new HostCommand(Dss.Id, Dss.Connect.Number, MbimCommandType.Set, DeviceTimeout);
                Send(member, close, buffer, new SharedRequest(SharedRequestPurpose.CloseStream, Dss: connect));
            }
        }
    }

    private void ForgetStreams()
    {
        _streams = null;
        _blocks?.Reset();
    }

    private void TakeData(ReadOnlySpan<byte> block)
    {
        if (!Ntb.TryParse(block, MbimReadMode.Strict, out var ntb, out _))
        {
            return;
        }

        foreach (var datagram in ntb)
        {
            if (datagram.Stream.Kind == NtbStreamKind.DeviceServiceStream && Streams[datagram.Stream.SessionId].Member is { HasLeft: false } member)
            {
                member.Guest.DataReceived(datagram.Stream.SessionId, datagram.Data);
            }
        }
    }

    private readonly record struct StreamOwner(bool IsTaken, SharedHostMember? Member, Guid Service = default);
}
