using MbimClient.DeviceServices;
using MbimProtocol.Encoding;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.Mbn;

/// <summary>A device service, by its handle.</summary>
internal sealed class MbnDeviceServiceObject(MbnDeviceServicesManager manager, ObjectReference handle) : IMbnDeviceService, IDisposable
{
    public uint ObjectHandle => handle.ObjectHandle;

    public string InterfaceID => Client.Invoke(MobileBroadband.InterfaceID, handle).Value;

    public string DeviceServiceID => Client.Invoke(MobileBroadband.DeviceServiceID, handle).Value;

    public bool IsCommandSessionOpen => Client.Invoke(MobileBroadband.IsCommandSessionOpen, handle).Value != 0;

    public bool IsDataSessionOpen => Client.Invoke(MobileBroadband.IsDataSessionOpen, handle).Value != 0;

    private MbnClient Client => manager.Client;

    public void QuerySupportedCommands(out uint requestID) => Client.Begin(MobileBroadband.QuerySupportedCommands, handle, out requestID);

    public void OpenCommandSession(out uint requestID) => Client.Begin(MobileBroadband.OpenCommandSession, handle, out requestID);

    public void CloseCommandSession(out uint requestID) => Client.Begin(MobileBroadband.CloseCommandSession, handle, out requestID);

    public void SetCommand(uint commandID, byte[]? deviceServiceData, out uint requestID) =>
        Client.Begin(MobileBroadband.SetCommand, Command(commandID, deviceServiceData), out requestID);

    public void QueryCommand(uint commandID, byte[]? deviceServiceData, out uint requestID) =>
        Client.Begin(MobileBroadband.QueryCommand, Command(commandID, deviceServiceData), out requestID);

    public void OpenDataSession(out uint requestID) => Client.Begin(MobileBroadband.OpenDataSession, handle, out requestID);

    public void CloseDataSession(out uint requestID) => Client.Begin(MobileBroadband.CloseDataSession, handle, out requestID);

    public void WriteData(byte[]? deviceServiceData, out uint requestID)
    {
        var call = new WriteDataCall { ObjectHandle = ObjectHandle, DeviceServiceData = MbimArray.Create<byte>(deviceServiceData) };
        Client.Begin(MobileBroadband.WriteData, call, out requestID);
    }

    public void Dispose()
    {
        manager.Remove(this);
        Client.Release(handle);
    }

    /// <summary>Calls the sink's method for an event. Every sink gets arrays of its own.</summary>
    public void Raise(IMbnDeviceServicesEvents sink, MbnEvent item)
    {
        var status = unchecked((int)item.Status);
        switch (item.Cid)
        {
            case MobileBroadbandCid.QuerySupportedCommands:
                sink.OnQuerySupportedCommandsComplete(this, item.CommandIDs.AsSpan().ToArray(), status, item.RequestID);
                break;
            case MobileBroadbandCid.OpenCommandSession:
                sink.OnOpenCommandSessionComplete(this, status, item.RequestID);
                break;
            case MobileBroadbandCid.CloseCommandSession:
                sink.OnCloseCommandSessionComplete(this, status, item.RequestID);
                break;
            case MobileBroadbandCid.SetCommand:
                sink.OnSetCommandComplete(this, item.Number, item.Data.AsSpan().ToArray(), status, item.RequestID);
                break;
            case MobileBroadbandCid.QueryCommand:
                sink.OnQueryCommandComplete(this, item.Number, item.Data.AsSpan().ToArray(), status, item.RequestID);
                break;
            case MobileBroadbandCid.EventNotification:
                sink.OnEventNotification(this, item.Number, item.Data.AsSpan().ToArray());
                break;
            case MobileBroadbandCid.OpenDataSession:
                sink.OnOpenDataSessionComplete(this, status, item.RequestID);
                break;
            case MobileBroadbandCid.CloseDataSession:
                sink.OnCloseDataSessionComplete(this, status, item.RequestID);
                break;
            case MobileBroadbandCid.WriteData:
                sink.OnWriteDataComplete(this, status, item.RequestID);
                break;
            case MobileBroadbandCid.ReadData:
                sink.OnReadData(this, item.Data.AsSpan().ToArray());
                break;
        }
    }

    private CommandCall Command(uint commandID, byte[]? data) =>
        new() { ObjectHandle = ObjectHandle, CommandID = commandID, DeviceServiceData = MbimArray.Create<byte>(data) };
}
