using MbimProtocol.Encoding;

namespace MbimProtocol.Services.IntelThermalRfService;

/// <summary>The frequencies of the serving cells, with which other radios beside the modem must not interfere (as libmbim has the layout).</summary>
[InformationBuffer(IntelThermalRfCid.Rfim, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
public readonly partial record struct RfimInfo
{
    [CountOf(nameof(FrequencyValues))]
    public partial uint FrequencyValuesCount { get; }

    public MbimArray<RfimFrequencyValue> FrequencyValues { get; init; }
}

/// <summary>Whether the modem tells other frequencies by itself.</summary>
[InformationBuffer(IntelThermalRfCid.Rfim, BufferKind.Set)]
public readonly partial record struct SetRfim
{
    /// <summary>0 or 1.</summary>
    public uint ActivationState { get; init; }
}

/// <summary>One serving cell. A level that is not known is 0xFFFFFFFF, an RSSI 99.</summary>
[MbimStructure]
public readonly partial record struct RfimFrequencyValue
{
    /// <summary>A level that is not known.</summary>
    public const uint Unknown = uint.MaxValue;

    public RfimServingCell ServingCellInfo { get; init; }

    /// <summary>Hz.</summary>
    public ulong CenterFrequency { get; init; }

    /// <summary>Hz.</summary>
    public uint Bandwidth { get; init; }

    /// <summary>0 (-140 dBm) to 97 (-43 dBm).</summary>
    public uint Rsrp { get; init; }

    /// <summary>0 (-19.5 dB) to 34 (-2.5 dB), in steps of 0.5 dB.</summary>
    public uint Rsrq { get; init; }

    /// <summary>0 (-23 dB) to 127 (40 dB), in steps of 0.5 dB.</summary>
    public uint Sinr { get; init; }

    /// <summary>0 (-113 dBm) to 31 (-51 dBm).</summary>
    public uint Rssi { get; init; }

    /// <summary>1 while the modem has a connection there.</summary>
    public uint ConnectionStatus { get; init; }
}

/// <summary>What a cell is for the modem.</summary>
public enum RfimServingCell : uint
{
    /// <summary>The primary cell.</summary>
    Pcell = 0,

    /// <summary>A secondary cell.</summary>
    Scell = 1,

    /// <summary>The primary cell of the second group, such as that of NR in 5G NSA.</summary>
    Pscell = 2,

    /// <summary>A secondary cell of the second group.</summary>
    Sscell = 3,

    /// <summary>None: the radio is off.</summary>
    RadioOff = 0xFFFFFFFF,
}
