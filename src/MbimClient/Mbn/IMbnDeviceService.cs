using System.Runtime.InteropServices;

namespace MbimClient.Mbn;

/// <summary>
/// A device service. Its methods return when the Mobile Broadband service has accepted the call; how the operation ended comes in the event of
/// the same name, with the same request id, and never before the id was stored. Every method may be called from every event. All throw
/// <see cref="COMException"/>: E_ACCESSDENIED when the caller may not do this, RPC_E_DISCONNECTED when the connection is lost.
/// </summary>
[Guid("b3bb9a71-dc70-4be9-a4da-7886ae8b191b")]
[InterfaceType(ComInterfaceType.InterfaceIsIUnknown)]
public interface IMbnDeviceService
{
    /// <summary>Asks for the CIDs of the service; needs no session. Ends with OnQuerySupportedCommandsComplete.</summary>
    void QuerySupportedCommands(out uint requestID);

    /// <summary>Opens the command session. Ends with OnOpenCommandSessionComplete.</summary>
    void OpenCommandSession(out uint requestID);

    /// <summary>Closes the command session. Ends with OnCloseCommandSessionComplete.</summary>
    void CloseCommandSession(out uint requestID);

    /// <summary>Sends a set; needs the command session. Ends with OnSetCommandComplete.</summary>
    /// <param name="commandID">The CID.</param>
    /// <param name="deviceServiceData">The information buffer, up to MaxCommandSize bytes. Null counts as no bytes.</param>
    /// <param name="requestID">The request id, which the event repeats.</param>
    void SetCommand(uint commandID, byte[]? deviceServiceData, out uint requestID);

    /// <summary>Sends a query; needs the command session. Ends with OnQueryCommandComplete.</summary>
    /// <param name="commandID">The CID.</param>
    /// <param name="deviceServiceData">The information buffer, up to MaxCommandSize bytes. Null counts as no bytes.</param>
    /// <param name="requestID">The request id, which the event repeats.</param>
    void QueryCommand(uint commandID, byte[]? deviceServiceData, out uint requestID);

    /// <summary>Opens the data session. Ends with OnOpenDataSessionComplete. ERROR_TOO_MANY_SESS: there is no room for another one.</summary>
    void OpenDataSession(out uint requestID);

    /// <summary>Closes the data session. Ends with OnCloseDataSessionComplete.</summary>
    void CloseDataSession(out uint requestID);

    /// <summary>
    /// Writes a datagram; needs the data session. Ends with OnWriteDataComplete. ERROR_BUFFER_OVERFLOW: it is too long. ERROR_OPEN_FAILED: the
    /// session is not open.
    /// </summary>
    /// <param name="deviceServiceData">Up to MaxDataSize bytes. Null counts as no bytes.</param>
    /// <param name="requestID">The request id, which the event repeats.</param>
    void WriteData(byte[]? deviceServiceData, out uint requestID);

    /// <summary>The interface's ID: a GUID in braces, in capitals.</summary>
    string InterfaceID { get; }

    /// <summary>The service's UUID: a GUID in braces, in capitals.</summary>
    string DeviceServiceID { get; }

    /// <summary>Whether the command session is open.</summary>
    bool IsCommandSessionOpen { get; }

    /// <summary>Whether the data session is open.</summary>
    bool IsDataSessionOpen { get; }
}
