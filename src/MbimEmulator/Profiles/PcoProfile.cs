using MbimProtocol.Encoding;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Profiles;

/// <summary>Protocol configuration options that the network gives contexts of an access string.</summary>
public sealed record PcoProfile
{
    /// <summary>The longest, in bytes.</summary>
    internal const int MaxSize = 256;

    /// <summary>The access string, compared without case.</summary>
    public required string AccessString { get; init; }

    /// <summary>1 to 256 bytes as in 3GPP TS 24.008, 10.5.6.3.</summary>
    public required MbimArray<byte> Data { get; init; }

    /// <summary>Whether the modem passes on all of it.</summary>
    public PcoType Type { get; init; }
}
