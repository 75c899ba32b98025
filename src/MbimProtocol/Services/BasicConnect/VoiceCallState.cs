namespace MbimProtocol.Services;

/// <summary>MBIM_VOICE_CALL_STATE.</summary>
public enum VoiceCallState : uint
{
    None = 0,
    InProgress = 1,
    HangUp = 2,
}
