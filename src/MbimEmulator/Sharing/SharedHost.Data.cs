using MbimProtocol;
using MbimProtocol.DataPlane;
using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services.DssService;

namespace MbimEmulator.Sharing;

/// <content>The datagrams of device service streams.</content>
internal sealed partial class SharedHost
{
    private const int SetDssConnectSize = 24;

    private readonly StreamOwners _streams;
    private NtbWriter? _blocks;

    /// <summary>The lowest DSS session id that no guest has; null when all 256 are taken.</summary>
    public byte? FindFreeStream() => _streams.FindFree();

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

    private void CloseStreamsOf(SharedHostMember member)
    {
        Span<byte> buffer = stackalloc byte[SetDssConnectSize];
        foreach (var connect in _streams.Abandon(member))
        {
            if (IsOpen)
            {
                connect.Write(buffer, MbimExVersion.V1);
                var close = new HostCommand(Dss.Id, Dss.Connect.Number, MbimCommandType.Set, DeviceTimeout);
                Send(member, close, buffer, new SharedRequest(SharedRequestPurpose.CloseStream, Dss: connect));
            }
        }
    }

    private void ForgetStreams()
    {
        _streams.Clear();
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
            if (datagram.Stream.Kind == NtbStreamKind.DeviceServiceStream && _streams.Find(datagram.Stream.SessionId) is { } member)
            {
                member.Guest.DataReceived(datagram.Stream.SessionId, datagram.Data);
            }
        }
    }
}
