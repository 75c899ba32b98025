using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_SET_PIN.</summary>
[InformationBuffer(BasicConnectCid.Pin, BufferKind.Set)]
public sealed partial record SetPin
{
    public PinType PinType { get; init; }

    public PinOperation PinOperation { get; init; }

    [PersonalInformation]
    public string Pin { get; init; } = "";

    [PersonalInformation]
    public string NewPin { get; init; } = "";
}
