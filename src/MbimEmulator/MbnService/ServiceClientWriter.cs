using System.Buffers;
using System.Buffers.Binary;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.MbnService;

/// <summary>Returns, completions and events to one client.</summary>
/// <param name="server">The client's end of the connection.</param>
internal sealed class ServiceClientWriter(MbimServer server)
{
    /// <summary>The return of a method that failed, or of one without values.</summary>
    public void Return(uint transactionId, MobileBroadbandCid method, MbimStatus status) =>
        server.CommandDone(transactionId, MobileBroadband.Id, (uint)method, status, []);

    /// <summary>The return of a method that succeeded.</summary>
    public void Return<T>(uint transactionId, MobileBroadbandCid method, in T value)
        where T : IInformationBuffer<T> => server.CommandDone(transactionId, MobileBroadband.Id, (uint)method, MbimStatus.Success, value);

    /// <summary>A completion, or an event that must reach the client.</summary>
    public void Complete<T>(MobileBroadbandCid method, in T value)
        where T : IInformationBuffer<T> => server.IndicateStatus(MobileBroadband.Id, (uint)method, value);

    /// <summary>OnInterfaceStateChange or OnSessionsStateChange.</summary>
    public void Tell(Guid interfaceId, InterfaceEvent what)
    {
        var id = GuidText.Of(interfaceId);
        if (what == InterfaceEvent.Restored)
        {
            Complete(MobileBroadbandCid.SessionsStateChange, new SessionsStateChange { InterfaceID = id, State = MbnDeviceServiceSessionsState.Restored });
        }
        else
        {
            var state = what == InterfaceEvent.Arrival ? MbnDeviceServicesInterfaceState.Arrival : MbnDeviceServicesInterfaceState.Removal;
            Complete(MobileBroadbandCid.InterfaceStateChange, new InterfaceStateChange { InterfaceID = id, State = state });
        }
    }

    /// <summary>An event of the device, thrown away when the client lags far behind: u32 values, then bytes to the end.</summary>
    public void Notify(MobileBroadbandCid cid, uint first, uint? second, ReadOnlySpan<byte> data)
    {
        var head = second is null ? 4 : 8;
        var buffer = ArrayPool<byte>.Shared.Rent(head + data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer, first);
        if (second is { } value)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(4), value);
        }

        data.CopyTo(buffer.AsSpan(head));
        server.IndicateStatus(MobileBroadband.Id, (uint)cid, buffer.AsSpan(0, head + data.Length));
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
