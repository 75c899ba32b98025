using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_SET_REGISTRATION_STATE.</summary>
[InformationBuffer(BasicConnectCid.RegisterState, BufferKind.Set)]
public sealed partial record SetRegisterState
{
    /// <summary>Empty for automatic registration.</summary>
    public string ProviderId { get; init; } = "";

    public RegisterAction RegisterAction { get; init; }

    /// <summary>Preferred classes; none leaves the choice to the device.</summary>
    public DataClass DataClass { get; init; }
}
