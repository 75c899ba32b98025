namespace MbimProtocol.Services;

/// <summary>MBIM_SIM_CLASS.</summary>
[Flags]
public enum SimClass : uint
{
    None = 0,
    Logical = 0x1,
    Removable = 0x2,
}
