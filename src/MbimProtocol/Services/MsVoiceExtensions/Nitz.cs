using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;

namespace MbimProtocol.Services.MsVoiceExtensionsService;

/// <summary>MBIM_NITZ_INFO: the network's time, in UTC, and its time zone (Microsoft, "MB NITZ support"; 3GPP TS 24.008, 10.5.3.9).</summary>
[InformationBuffer(MsVoiceExtensionsCid.Nitz, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
public readonly partial record struct NitzInfo
{
    /// <summary>Of a zone or a daylight saving time that the network does not tell.</summary>
    public const uint NotAvailable = uint.MaxValue;

    public uint Year { get; init; }

    /// <summary>1 to 12.</summary>
    public uint Month { get; init; }

    /// <summary>1 to 31.</summary>
    public uint Day { get; init; }

    /// <summary>0 to 23.</summary>
    public uint Hour { get; init; }

    /// <summary>0 to 59.</summary>
    public uint Minute { get; init; }

    /// <summary>0 to 59.</summary>
    public uint Second { get; init; }

    /// <summary>What is added to UTC, with daylight saving time; west of Greenwich in two's complement. 0xFFFFFFFF when it is not available.</summary>
    public uint TimeZoneOffsetMinutes { get; init; }

    /// <summary>The part of the zone's offset that is daylight saving time. 0xFFFFFFFF when it is not available.</summary>
    public uint DaylightSavingTimeOffsetMinutes { get; init; }

    /// <summary>Those of the network; None when they are not known.</summary>
    public DataClass DataClasses { get; init; }
}
