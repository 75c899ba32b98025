using System.Buffers.Binary;
using System.Globalization;
using MbimEmulator.Patterns;
using MbimEmulator.Yaml;
using MbimProtocol.Messages;

namespace MbimEmulator.Scenarios;

/// <summary>It gets a different service or CID.</summary>
/// <param name="Service">The service; null leaves it.</param>
/// <param name="Cid">The CID; null leaves it.</param>
public sealed record SwapCidAction(Guid? Service, uint? Cid) : FaultAction(ActionTarget.Message)
{
    private static readonly YamlKey<YamlItem> CidKey = new("cid", CidNames.Number, "The new CID.");
    private static readonly YamlKey<Guid> ServiceKey = new("service", CidNames.Service, "The new device service.");

    internal static ActionKind FileKind { get; } = new("swapCid", "It gets a different service or CID.", CidKey, [ServiceKey, CidKey], Read) { Needs = TriggerTraits.WithCid };

    internal override TrafficFate ActOn(FaultTraffic traffic, IActionContext context) =>
        Told(traffic, context, ProblemOfShape(traffic) ?? Swap(traffic.Bytes), "another CID");

    private static SwapCidAction Read(YamlValues values)
    {
        var id = values.GetOrNull(ServiceKey);
        if (values.Find(CidKey) is not { } place)
        {
            return id is null ? throw values.Item.Error("neither 'service' nor 'cid'", "one of them, or both") : new SwapCidAction(id, null);
        }

        if (id is null && uint.TryParse(place.Text(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return new SwapCidAction(null, number);
        }

        var reference = CidNames.Resolve(id, place);
        return reference.Cid is null ? throw place.Error($"'{place.Text()}'", "one CID") : new SwapCidAction(reference.Service, reference.Cid);
    }

    private string? Swap(byte[] message)
    {
        if (!MbimMessage.IsFragmentable(MessageHeader.Read(message).Type))
        {
            return "it has no CID";
        }

        Service?.TryWriteBytes(message.AsSpan(20, 16), bigEndian: true, out _);
        if (Cid is { } cid)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(36), cid);
        }

        return null;
    }
}
