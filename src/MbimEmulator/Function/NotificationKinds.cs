using System.Buffers.Binary;
using MbimEmulator.Links;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Function;

/// <summary>Tells notifications of a state, of which a host that lags behind needs only the newest, from those of an event.</summary>
internal static class NotificationKinds
{
    /// <summary>All notifications of Basic Connect tell a state; CONNECT and IP_CONFIGURATION tell one for each SessionId, their first field.</summary>
    public static OutboundMessage Of(long number, Guid service, uint cid, ReadOnlySpan<byte> informationBuffer)
    {
        if (service != BasicConnect.Id)
        {
            return new OutboundMessage(number, OutboundKind.Event, service, cid);
        }

        var perSession = (BasicConnectCid)cid is BasicConnectCid.Connect or BasicConnectCid.IpConfiguration;
        BinaryPrimitives.TryReadUInt32LittleEndian(informationBuffer, out var first);
        return new OutboundMessage(number, OutboundKind.State, service, cid, perSession ? first : 0);
    }
}
