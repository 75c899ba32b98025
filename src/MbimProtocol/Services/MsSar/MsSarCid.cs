using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsSarService;

/// <summary>The CIDs of Microsoft's control of the specific absorption rate (Microsoft, "MB SAR Platform Support").</summary>
[MbimService("68223d04-9f6c-4e0f-822d-28441fb72340", "MS SAR", IsHidden = true)]
public enum MsSarCid : uint
{
    Config = 1,

    [Notification(NotificationKind.State)]
    TransmissionStatus = 2,
}
