using System.Buffers;
using MbimEmulator.Links;
using MbimProtocol;
using MbimProtocol.Framing;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>A link's control channel: MBIM messages and fragments.</summary>
internal sealed class ControlChannel(ModemLink link, uint maxLength) : LinkChannel(link)
{
    public override string Unit => "message";

    public override FramingStatus TryRead(ref ReadOnlySequence<byte> input, out ReadOnlySequence<byte> transfer, out MbimFormatError error) =>
        MessageFramer.TryReadMessage(ref input, maxLength, out transfer, out error);

    public override void Send(Transfer transfer) => Link.Send(transfer);

    public override ValueTask WaitToSendAsync() => Link.WaitToSendAsync();

    public override bool TryReceive(out Transfer transfer) => Link.TryReceive(out transfer);

    public override ValueTask<bool> WaitToReceiveAsync() => Link.WaitToReceiveAsync();
}
