using System.Buffers;
using MbimEmulator.Links;
using MbimProtocol;
using MbimProtocol.Framing;
using MbimProtocol.Messages;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>A link's control channel: MBIM messages and fragments.</summary>
internal sealed class ControlChannel(ModemLink link, uint maxLength) : LinkChannel(link)
{
    private readonly UnansweredRequests _owed = new();

    public override string Unit => "message";

    public override bool IsOwing => _owed.Any;

    public override FramingStatus TryRead(ref ReadOnlySequence<byte> input, out ReadOnlySequence<byte> transfer, out MbimFormatError error) =>
        MessageFramer.TryReadMessage(ref input, maxLength, out transfer, out error);

    public override void Send(Transfer transfer)
    {
        _owed.Sent(transfer.Span);
        Link.Send(transfer);
    }

    public override ValueTask WaitToSendAsync() => Link.WaitToSendAsync();

    public override bool TryReceive(out Transfer transfer) => Link.TryReceive(out transfer);

    public override ValueTask<bool> WaitToReceiveAsync() => Link.WaitToReceiveAsync();

    // What is no whole message is a rule's doing, and stays apart.
    public override bool MayJoin(ReadOnlySpan<byte> transfer) =>
        transfer.Length >= MessageHeader.Size && MessageHeader.Read(transfer).Length == (uint)transfer.Length;

    public override void Written(ReadOnlySpan<byte> transfer) => _owed.Answered(transfer);
}
