using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.DeviceServices;

/// <summary>One completion or event of the Mobile Broadband service; what its CID does not have is empty.</summary>
internal sealed record MbnEvent(MobileBroadbandCid Cid)
{
    /// <summary>The device service's handle; 0 when the event is about an interface.</summary>
    public uint ObjectHandle { get; init; }

    /// <summary>0 when the event completes nothing.</summary>
    public uint RequestID { get; init; }

    public HResult Status { get; init; }

    /// <summary>ResponseID, EventID or the new state.</summary>
    public uint Number { get; init; }

    /// <summary>Another event with more of the same answer follows.</summary>
    public bool HasMore { get; init; }

    public MbimArray<byte> Data { get; init; }

    public MbimArray<uint> CommandIDs { get; init; }

    public string InterfaceID { get; init; } = "";

    /// <summary>Whether the modem sent it by itself; only such events may be dropped when nobody takes them.</summary>
    public bool IsUnsolicited => Cid is MobileBroadbandCid.EventNotification or MobileBroadbandCid.ReadData;

    public bool IsRemoval => (Cid, Number) == (MobileBroadbandCid.InterfaceStateChange, (uint)MbnDeviceServicesInterfaceState.Removal);

    /// <summary>Roughly what it takes of memory while it waits, in bytes.</summary>
    public int Cost => 256 + Data.Count + (4 * CommandIDs.Count);

    /// <summary>Reads an INDICATE_STATUS; null when it is not one of the service's, or malformed.</summary>
    public static MbnEvent? TryRead(in MbimMessage message)
    {
        if (message.DeviceServiceId != MobileBroadband.Id)
        {
            return null;
        }

        var cid = (MobileBroadbandCid)message.Cid;
        var buffer = message.InformationBuffer;
        return cid switch
        {
            MobileBroadbandCid.QuerySupportedCommands when TryRead<SupportedCommandsCompletion>(buffer) is { } value => new MbnEvent(cid)
            {
                ObjectHandle = value.ObjectHandle,
                RequestID = value.RequestID,
                Status = value.Status,
                CommandIDs = value.CommandIDs,
            },
            MobileBroadbandCid.SetCommand or MobileBroadbandCid.QueryCommand when TryRead<CommandCompletion>(buffer) is { } value => new MbnEvent(cid)
            {
                ObjectHandle = value.ObjectHandle,
                RequestID = value.RequestID,
                Status = value.Status,
                Number = value.ResponseID,
                HasMore = value.HasMore != 0,
                Data = value.DeviceServiceData,
            },
            MobileBroadbandCid.EventNotification when TryRead<EventNotification>(buffer) is { } value => new MbnEvent(cid)
            {
                ObjectHandle = value.ObjectHandle,
                Number = value.EventID,
                Data = value.DeviceServiceData,
            },
            MobileBroadbandCid.ReadData when TryRead<DataSessionData>(buffer) is { } value => new MbnEvent(cid)
            {
                ObjectHandle = value.ObjectHandle,
                Data = value.DeviceServiceData,
            },
            MobileBroadbandCid.InterfaceStateChange when TryRead<InterfaceStateChange>(buffer) is { } value => new MbnEvent(cid)
            {
                InterfaceID = value.InterfaceID,
                Number = (uint)value.State,
            },
            MobileBroadbandCid.SessionsStateChange when TryRead<SessionsStateChange>(buffer) is { } value => new MbnEvent(cid)
            {
                InterfaceID = value.InterfaceID,
                Number = (uint)value.State,
            },
            >= MobileBroadbandCid.OpenCommandSession and <= MobileBroadbandCid.CloseCommandSession
                or >= MobileBroadbandCid.OpenDataSession and <= MobileBroadbandCid.WriteData => TryReadCompletion(cid, buffer),
            _ => null,
        };
    }

    private static MbnEvent? TryReadCompletion(MobileBroadbandCid cid, ReadOnlySpan<byte> buffer) =>
        CallCompletion.TryRead(buffer, MbimExVersion.V1, MbimReadMode.Tolerant, out var value, out _)
            ? new MbnEvent(cid) { ObjectHandle = value.ObjectHandle, RequestID = value.RequestID, Status = value.Status }
            : null;

    private static T? TryRead<T>(ReadOnlySpan<byte> buffer)
        where T : class, IInformationBuffer<T> =>
        T.TryRead(buffer, MbimExVersion.V1, MbimReadMode.Tolerant, out var value, out _) ? value : null;
}
