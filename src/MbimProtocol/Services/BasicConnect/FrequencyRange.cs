namespace MbimProtocol.Services;

/// <summary>MBIM_FREQUENCY_RANGE.</summary>
[Flags]
public enum FrequencyRange : uint
{
    Unknown = 0,
    Range1 = 0x1,
    Range2 = 0x2,
}
