using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MobileBroadbandCalls;

/// <summary>
/// The CIDs of the emulator's Mobile Broadband service: one for each method and event of mbnapi's device services. A call is a COMMAND that sets;
/// its COMMAND_DONE is the method's return. The completion of an asynchronous call is an INDICATE_STATUS of the same CID.
/// </summary>
[MbimService("2af4d451-c76a-4b39-895f-53bac3397d13", "Mobile Broadband")]
public enum MobileBroadbandCid : uint
{
    /// <summary>The network interfaces that there are; stands for IMbnInterfaceManager::GetInterfaces.</summary>
    GetInterfaces = 1,

    /// <summary>Who the caller says it is; taken only where the service trusts declared callers.</summary>
    DeclareCaller = 2,

    /// <summary>The caller drops an object, as IUnknown::Release does; the sessions that were opened through it stay.</summary>
    ReleaseObject = 3,

    /// <summary>IMbnDeviceServicesManager::GetDeviceServicesContext.</summary>
    GetDeviceServicesContext = 4,

    /// <summary>IMbnDeviceServicesContext::EnumerateDeviceServices.</summary>
    EnumerateDeviceServices = 5,

    /// <summary>IMbnDeviceServicesContext::GetDeviceService.</summary>
    GetDeviceService = 6,

    /// <summary>IMbnDeviceServicesContext::get_MaxCommandSize.</summary>
    MaxCommandSize = 7,

    /// <summary>IMbnDeviceServicesContext::get_MaxDataSize.</summary>
    MaxDataSize = 8,

    /// <summary>IMbnDeviceService::QuerySupportedCommands, and OnQuerySupportedCommandsComplete.</summary>
    QuerySupportedCommands = 9,

    /// <summary>IMbnDeviceService::OpenCommandSession, and OnOpenCommandSessionComplete.</summary>
    OpenCommandSession = 10,

    /// <summary>IMbnDeviceService::CloseCommandSession, and OnCloseCommandSessionComplete.</summary>
    CloseCommandSession = 11,

    /// <summary>IMbnDeviceService::SetCommand, and OnSetCommandComplete.</summary>
    SetCommand = 12,

    /// <summary>IMbnDeviceService::QueryCommand, and OnQueryCommandComplete.</summary>
    QueryCommand = 13,

    /// <summary>IMbnDeviceService::OpenDataSession, and OnOpenDataSessionComplete.</summary>
    OpenDataSession = 14,

    /// <summary>IMbnDeviceService::CloseDataSession, and OnCloseDataSessionComplete.</summary>
    CloseDataSession = 15,

    /// <summary>IMbnDeviceService::WriteData, and OnWriteDataComplete.</summary>
    WriteData = 16,

    /// <summary>IMbnDeviceService::get_InterfaceID.</summary>
    InterfaceID = 17,

    /// <summary>IMbnDeviceService::get_DeviceServiceID.</summary>
    DeviceServiceID = 18,

    /// <summary>IMbnDeviceService::get_IsCommandSessionOpen.</summary>
    IsCommandSessionOpen = 19,

    /// <summary>IMbnDeviceService::get_IsDataSessionOpen.</summary>
    IsDataSessionOpen = 20,

    /// <summary>IMbnDeviceServicesEvents::OnEventNotification.</summary>
    EventNotification = 21,

    /// <summary>IMbnDeviceServicesEvents::OnReadData.</summary>
    ReadData = 22,

    /// <summary>IMbnDeviceServicesEvents::OnInterfaceStateChange.</summary>
    InterfaceStateChange = 23,

    /// <summary>IMbnDeviceServiceStateEvents::OnSessionsStateChange.</summary>
    SessionsStateChange = 24,
}
