using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBN_DEVICE_SERVICE.</summary>
[MbimStructure]
public sealed partial record MbnDeviceService
{
    /// <summary>A GUID in braces, in capitals.</summary>
    public string DeviceServiceID { get; init; } = "";

    /// <summary>1 when data can be written in a data session, otherwise 0.</summary>
    public uint DataWriteSupported { get; init; }

    /// <summary>1 when data can be read in a data session, otherwise 0.</summary>
    public uint DataReadSupported { get; init; }
}
