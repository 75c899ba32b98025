namespace MbimProtocol.Encoding;

/// <summary>The types of the information elements of MBIMEx 3.0.</summary>
public enum TlvType : ushort
{
    /// <summary>Not used.</summary>
    Reserved = 0,

    /// <summary>UE policies.</summary>
    UePolicies = 1,

    /// <summary>One network slice.</summary>
    SingleNssai = 2,

    /// <summary>Allowed network slices.</summary>
    AllowedNssai = 3,

    /// <summary>Configured network slices.</summary>
    CfgNssai = 4,

    /// <summary>Default configured network slices.</summary>
    DfltCfgNssai = 5,

    /// <summary>Preconfigured default network slices.</summary>
    PrecfgDfltCfgNssai = 6,

    /// <summary>Rejected network slices.</summary>
    RejNssai = 7,

    /// <summary>Local area data networks.</summary>
    Ladn = 8,

    /// <summary>Tracking area identity.</summary>
    Tai = 9,

    /// <summary>A UTF-16LE text.</summary>
    WcharStr = 10,

    /// <summary>An array of u16.</summary>
    Uint16Tbl = 11,

    /// <summary>An EAP packet.</summary>
    EapPacket = 12,

    /// <summary>Protocol configuration options.</summary>
    Pco = 13,

    /// <summary>Route selection descriptors.</summary>
    RouteSelectionDescriptors = 14,

    /// <summary>Traffic parameters.</summary>
    TrafficParameters = 15,

    /// <summary>The command that woke the host.</summary>
    WakeCommand = 16,

    /// <summary>The packet that woke the host.</summary>
    WakePacket = 17,
}

/// <summary>
/// One information element: u16 type, u8 reserved, u8 padding length, u32 data length, data, padding to 4 bytes.
/// </summary>
/// <param name="Type">The type; may hold an undefined value.</param>
/// <param name="Data">The data without padding.</param>
public readonly record struct Tlv(TlvType Type, MbimArray<byte> Data)
{
    /// <summary>Bytes before the data.</summary>
    public const int HeaderSize = 8;
}
