using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;

namespace MbimProtocol.Services.MsBasicConnectExtensionsService;

/// <summary>MBIM_PIN_INFO_EX (Microsoft, "MB UICC application and file system access").</summary>
[InformationBuffer(MsBasicConnectExtensionsCid.PinEx, BufferKind.Response)]
public readonly partial record struct PinInfoEx
{
    public PinTypeEx PinType { get; init; }

    public PinState PinState { get; init; }

    /// <summary>Attempts left; 0xFFFFFFFF when not known.</summary>
    public uint RemainingAttempts { get; init; }
}

/// <summary>MBIM_PIN_APP.</summary>
[InformationBuffer(MsBasicConnectExtensionsCid.PinEx, BufferKind.Query)]
public sealed partial record PinApp
{
    /// <summary>Of this layout: 1.</summary>
    public uint Version { get; init; } = 1;

    /// <summary>The application, at most 16 bytes; none for 2G cards.</summary>
    public MbimArray<byte> AppId { get; init; }
}

/// <summary>MBIM_SET_PIN_EX.</summary>
[InformationBuffer(MsBasicConnectExtensionsCid.PinEx, BufferKind.Set)]
public sealed partial record SetPinEx
{
    public PinTypeEx PinType { get; init; }

    public PinOperation PinOperation { get; init; }

    /// <summary>At most 16 characters. None with <see cref="PinOperation.Enter"/> asks for the state of the PIN.</summary>
    [PersonalInformation]
    public string Pin { get; init; } = "";

    /// <summary>At most 16 characters.</summary>
    [PersonalInformation]
    public string NewPin { get; init; } = "";

    /// <inheritdoc cref="PinApp.AppId"/>
    public MbimArray<byte> AppId { get; init; }
}
