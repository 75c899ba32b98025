using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using MbimClient.Mbn;

namespace DeviceServiceApp;

/// <summary>Sends reports to a device service of the modem, each in a data session of its own. It has a bug; its tests find it.</summary>
public sealed class ReportUploader : IMbnDeviceServicesEvents, IDisposable
{
    private const int TooManySessions = unchecked((int)0x80070045);

    private readonly IMbnDeviceService _service;
    private readonly BlockingCollection<(uint RequestID, int Status)> _completions = [];
    private bool _isBusy;

    /// <summary>Makes an uploader for a device service that can be written to.</summary>
    /// <param name="manager">mbnapi's device services.</param>
    /// <param name="interfaceID">The modem.</param>
    /// <param name="deviceServiceID">The device service.</param>
    public ReportUploader(MbnDeviceServicesManager manager, string interfaceID, string deviceServiceID)
    {
        ArgumentNullException.ThrowIfNull(manager);
        var iid = typeof(IMbnDeviceServicesEvents).GUID;
        manager.FindConnectionPoint(ref iid, out var point);
        point!.Advise(this, out _);
        _service = manager.GetDeviceServicesContext(interfaceID).GetDeviceService(deviceServiceID);
    }

    /// <summary>Sends one report.</summary>
    /// <returns>False when it could not be sent now; try again later.</returns>
    public bool TryUpload(byte[] report)
    {
        if (_isBusy)
        {
            return false;
        }

        _isBusy = true;
        try
        {
            _service.OpenDataSession(out var opening);
            Wait(opening);
        }
        catch (COMException e) when (e.HResult == TooManySessions)
        {
            return false;
        }

        _service.WriteData(report, out var writing);
        Wait(writing);
        _service.CloseDataSession(out var closing);
        Wait(closing);
        _isBusy = false;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _completions.Dispose();

    void IMbnDeviceServicesEvents.OnOpenDataSessionComplete(IMbnDeviceService deviceService, int status, uint requestID) =>
        _completions.Add((requestID, status));

    void IMbnDeviceServicesEvents.OnCloseDataSessionComplete(IMbnDeviceService deviceService, int status, uint requestID) =>
        _completions.Add((requestID, status));

    void IMbnDeviceServicesEvents.OnWriteDataComplete(IMbnDeviceService deviceService, int status, uint requestID) =>
        _completions.Add((requestID, status));

    void IMbnDeviceServicesEvents.OnQuerySupportedCommandsComplete(IMbnDeviceService deviceService, uint[] commandIDList, int status, uint requestID)
    {
    }

    void IMbnDeviceServicesEvents.OnOpenCommandSessionComplete(IMbnDeviceService deviceService, int status, uint requestID)
    {
    }

    void IMbnDeviceServicesEvents.OnCloseCommandSessionComplete(IMbnDeviceService deviceService, int status, uint requestID)
    {
    }

    void IMbnDeviceServicesEvents.OnSetCommandComplete(
        IMbnDeviceService deviceService, uint responseID, byte[] deviceServiceData, int status, uint requestID)
    {
    }

    void IMbnDeviceServicesEvents.OnQueryCommandComplete(
        IMbnDeviceService deviceService, uint responseID, byte[] deviceServiceData, int status, uint requestID)
    {
    }

    void IMbnDeviceServicesEvents.OnEventNotification(IMbnDeviceService deviceService, uint eventID, byte[] deviceServiceData)
    {
    }

    void IMbnDeviceServicesEvents.OnReadData(IMbnDeviceService deviceService, byte[] deviceServiceData)
    {
    }

    void IMbnDeviceServicesEvents.OnInterfaceStateChange(string interfaceID, MBN_DEVICE_SERVICES_INTERFACE_STATE stateChange)
    {
    }

    private void Wait(uint requestID)
    {
        var (completed, status) = _completions.Take();
        if (completed != requestID)
        {
            throw new InvalidOperationException($"Request {completed} completed; expected {requestID}.");
        }

        Marshal.ThrowExceptionForHR(status);
    }
}
