using System.Buffers.Binary;
using MbimEmulator.Links;
using MbimProtocol.Encoding;
using MbimProtocol.Services;

namespace MbimEmulator.Function;

/// <summary>Tells notifications of a state, of which a host that lags behind needs only the newest, from those of an event.</summary>
internal static class NotificationKinds
{
    /// <summary>What the declaration of the CID says; a service that is not known tells events.</summary>
    public static OutboundMessage Of(long number, Guid service, uint cid, ReadOnlySpan<byte> informationBuffer)
    {
        var notification = MbimServices.FindKnown(service)?.NotificationOf(cid) ?? default;
        if (notification.Kind == NotificationKind.Event)
        {
            return new OutboundMessage(number, OutboundKind.Event, service, cid);
        }

        // A buffer that ends before its key tells the state of 0.
        uint instance = 0;
        if (notification.KeyOffset is { } offset && offset < informationBuffer.Length)
        {
            BinaryPrimitives.TryReadUInt32LittleEndian(informationBuffer[offset..], out instance);
        }

        return new OutboundMessage(number, OutboundKind.State, service, cid, instance);
    }
}
