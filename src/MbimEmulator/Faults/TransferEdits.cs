using System.Buffers.Binary;
using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimProtocol.Framing;
using MbimProtocol.Messages;

namespace MbimEmulator.Faults;

/// <summary>Actions that give a message to the host another shape on the wire.</summary>
internal static class TransferEdits
{
    /// <summary>The transfers of a message, which from here on are what goes.</summary>
    public static List<PlannedTransfer> PlanOf(InFlight traffic) => traffic.Plan ??= PlannedTransfer.Split(traffic.Bytes, traffic.Port.MaxTransfer);

    /// <summary>Does an action; says why it cannot.</summary>
    public static string? Apply(FaultAction action, InFlight traffic, Func<IndicateAction, byte[]?> makeIndication) => action switch
    {
        FragmentAction fragment => Fragment(fragment, traffic, makeIndication),
        DribbleAction dribble => Dribble(dribble, traffic),
        ConcatenateAction concatenate => Concatenate(concatenate, traffic, makeIndication),
        RespondAction respond => Respond(respond, traffic),
        _ => $"{action.GetType().Name} shapes no transfers",
    };

    private static string? Fragment(FragmentAction action, InFlight traffic, Func<IndicateAction, byte[]?> makeIndication)
    {
        var type = MessageHeader.Read(traffic.Bytes).Type;
        if (!MbimMessage.IsFragmentable(type))
        {
            return $"{type} has no fragments";
        }

        if (traffic.Plan is not null)
        {
            return "it has been given another shape already";
        }

        var size = Math.Max((uint)(action.Size ?? (int)Math.Min(traffic.Port.MaxTransfer, int.MaxValue)), FragmentSplitter.MinMaxControlTransfer);
        var all = PlannedTransfer.Split(traffic.Bytes, size);
        for (var i = 0; i < all.Count; i++)
        {
            Rewrite(all[i].Bytes, i, action);
            all[i].Gap = i == 0 ? TimeSpan.Zero : action.Gap;
        }

        var missing = action.Missing.Select(index => index < 0 ? all.Count + index : index).ToHashSet();
        var order = action.Order.Where(index => index >= 0 && index < all.Count).Concat(Enumerable.Range(0, all.Count)).Distinct();
        var plan = order.Where(index => !missing.Contains(index)).Select(index => all[index]).ToList();
        if (action.Interleave is { } interleave && makeIndication(interleave) is { } indication)
        {
            plan.Insert(Math.Min(1, plan.Count), new PlannedTransfer(indication, TimeSpan.Zero));
        }

        traffic.Plan = plan;
        return null;
    }

    private static void Rewrite(byte[] fragment, int index, FragmentAction action)
    {
        Add(fragment.AsSpan(8), action.AddToTransactionId * (uint)index);
        Add(fragment.AsSpan(FragmentHeader.Offset + 4), action.AddToCurrent);
        if (action.Total is { } total)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(fragment.AsSpan(FragmentHeader.Offset), total);
        }

        static void Add(Span<byte> number, uint added) =>
            BinaryPrimitives.WriteUInt32LittleEndian(number, unchecked(BinaryPrimitives.ReadUInt32LittleEndian(number) + added));
    }

    private static string? Respond(RespondAction action, InFlight traffic)
    {
        if (traffic.Port.Carrier != CarrierKind.Usb)
        {
            return "USB alone has RESPONSE_AVAILABLE and GET_ENCAPSULATED_RESPONSE";
        }

        traffic.Response = action.Response;
        return null;
    }

    private static string? Dribble(DribbleAction action, InFlight traffic)
    {
        if (traffic.Port.Carrier == CarrierKind.InProcess)
        {
            return "a link in the same process carries whole transfers";
        }

        List<PlannedTransfer> pieces = [];
        foreach (var transfer in PlanOf(traffic))
        {
            var gap = transfer.Gap;
            foreach (var piece in transfer.Bytes.Chunk(action.Size))
            {
                pieces.Add(new PlannedTransfer(piece, gap));
                gap = action.Gap;
            }
        }

        traffic.Plan = pieces;
        return null;
    }

    private static string? Concatenate(ConcatenateAction action, InFlight traffic, Func<IndicateAction, byte[]?> makeIndication)
    {
        var before = action.Before.Select(makeIndication).OfType<byte[]>();
        var after = action.After.Select(makeIndication).OfType<byte[]>();
        traffic.Plan = [new PlannedTransfer([.. before.Concat(PlanOf(traffic).Select(t => t.Bytes)).Concat(after).SelectMany(bytes => bytes)], TimeSpan.Zero)];
        traffic.JoinsNext = action.Next;
        traffic.JoinsWithin = action.Within;
        return null;
    }
}
