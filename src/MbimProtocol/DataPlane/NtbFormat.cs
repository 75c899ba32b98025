namespace MbimProtocol.DataPlane;

/// <summary>The two formats of an NCM Transfer Block (USB NCM 1.0, 3).</summary>
public enum NtbFormat
{
    /// <summary>16-bit fields: at most 65,535 bytes.</summary>
    Ntb16,

    /// <summary>32-bit fields.</summary>
    Ntb32,
}
