namespace MbimProtocol.Services;

/// <summary>MBIM_VOICE_CLASS.</summary>
public enum VoiceClass : uint
{
    Unknown = 0,
    NoVoice = 1,
    SeparatedVoiceData = 2,
    SimultaneousVoiceData = 3,
}
