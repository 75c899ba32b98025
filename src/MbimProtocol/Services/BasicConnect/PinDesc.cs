using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_PIN_DESC.</summary>
[MbimStructure]
public readonly partial record struct PinDesc
{
    public PinMode PinMode { get; init; }

    public PinFormat PinFormat { get; init; }

    /// <summary>Characters.</summary>
    public uint PinLengthMin { get; init; }

    /// <summary>Characters.</summary>
    public uint PinLengthMax { get; init; }
}
