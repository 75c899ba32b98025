using System.Runtime.InteropServices;

namespace MbimClient.Mbn;

/// <summary>The device services of one interface.</summary>
[Guid("fc5ac347-1592-4068-80bb-6a57580150d8")]
[InterfaceType(ComInterfaceType.InterfaceIsIUnknown)]
public interface IMbnDeviceServicesContext
{
    /// <summary>The device services, without those that Windows itself uses.</summary>
    /// <exception cref="COMException">
    /// ERROR_NOT_SUPPORTED: the modem has none. E_PENDING: they are being discovered; call again later.
    /// </exception>
    MBN_DEVICE_SERVICE[] EnumerateDeviceServices();

    /// <summary>One device service. It may already have open sessions; its properties tell.</summary>
    /// <param name="deviceServiceID">A GUID, with or without braces. Null counts as an empty string, which no service has.</param>
    IMbnDeviceService GetDeviceService(string deviceServiceID);

    /// <summary>The longest data of SetCommand and QueryCommand, in bytes.</summary>
    uint MaxCommandSize { get; }

    /// <summary>The longest data of WriteData and OnReadData, in bytes.</summary>
    uint MaxDataSize { get; }
}
