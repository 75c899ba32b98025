using System.Buffers;
using MbimEmulator.Links;
using MbimProtocol;
using MbimProtocol.DataPlane;
using MbimProtocol.Framing;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>A link's data channel: NTBs.</summary>
internal sealed class DataChannel(ModemLink link, int maxSize) : LinkChannel(link)
{
    public override string Unit => "block";

    public override FramingStatus TryRead(ref ReadOnlySequence<byte> input, out ReadOnlySequence<byte> transfer, out MbimFormatError error) =>
        NtbFramer.TryReadBlock(ref input, maxSize, out transfer, out error);

    public override void Send(Transfer transfer) => Link.Data.Send(transfer);

    public override ValueTask WaitToSendAsync() => Link.Data.WaitToSendAsync();

    public override bool TryReceive(out Transfer transfer) => Link.Data.TryReceive(out transfer);

    public override ValueTask<bool> WaitToReceiveAsync() => Link.Data.WaitToReceiveAsync();
}
