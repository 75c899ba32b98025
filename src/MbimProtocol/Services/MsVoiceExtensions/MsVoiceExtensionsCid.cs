using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsVoiceExtensionsService;

/// <summary>The CIDs of Microsoft's voice extensions.</summary>
[MbimService("8d8b9eba-37be-449b-8f1e-61cb034a702e", "MS Voice Extensions", IsHidden = true)]
public enum MsVoiceExtensionsCid : uint
{
    [Notification(NotificationKind.State)]
    Nitz = 10,
}
