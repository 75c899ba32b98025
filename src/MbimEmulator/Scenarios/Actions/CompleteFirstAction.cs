using System.Buffers.Binary;
using MbimEmulator.Pipeline;
using MbimProtocol.Messages;

namespace MbimEmulator.Scenarios;

/// <summary>The call's return waits until its completion has been sent, which the API never allows.</summary>
public sealed record CompleteFirstAction() : FaultAction(ActionTarget.Outgoing)
{
    internal static ActionKind FileKind { get; } = new("completeFirst", "The call's return waits until its completion has been sent, which the API never allows.", null, [], _ => new CompleteFirstAction())
    {
        Needs = TriggerTraits.Return,
        CanStandAlone = true,
    };

    internal override bool OutlastsDeferred => true;

    internal override TrafficFate ActOn(FaultTraffic traffic, IActionContext context)
    {
        if (traffic.Level != TrafficLevel.Call)
        {
            return CannotAct(traffic, context);
        }

        context.Tell(traffic, "held until its completion has gone");
        var id = RequestIdOf(traffic.Bytes, MbimMessageType.CommandDone, MbimMessage.CommandHeaderSize);
        context.HoldUntilOvertaken(traffic, 1, passed => passed.IsSameWay(traffic) && IsCompletion(passed.Bytes, id), within: null);
        return TrafficFate.IsHeld;
    }

    // A return gives the request id first, 0 when it gives none; a completion behind the object's handle.
    private static bool IsCompletion(ReadOnlySpan<byte> message, uint requestId) =>
        requestId != 0 && RequestIdOf(message, MbimMessageType.IndicateStatus, MbimMessage.IndicateStatusHeaderSize + 4) == requestId;

    private static uint RequestIdOf(ReadOnlySpan<byte> message, MbimMessageType type, int offset) =>
        message.Length >= offset + 4 && MessageHeader.Read(message).Type == type ? BinaryPrimitives.ReadUInt32LittleEndian(message[offset..]) : 0;
}
