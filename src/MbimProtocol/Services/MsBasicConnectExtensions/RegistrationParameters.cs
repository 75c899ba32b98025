using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsBasicConnectExtensionsService;

/// <summary>MBIM_MS_REGISTRATION_PARAMS_INFO, MBIMEx 3.0: with what the modem registers in a 5G network.</summary>
[InformationBuffer(MsBasicConnectExtensionsCid.RegistrationParameters, BufferKind.Set | BufferKind.Response, EmptyQuery = true)]
public sealed partial record RegistrationParametersInfo
{
    public MicoMode MicoMode { get; init; }

    public DrxCycle DrxCycle { get; init; }

    public LadnInfo LadnInfo { get; init; }

    public DefaultPduActivationHint DefaultPduActivationHint { get; init; }

    public ReRegistration ReRegisterIfNeeded { get; init; }

    /// <summary>Further parameters, such as preconfigured network slices.</summary>
    public MbimArray<Tlv> UnnamedIes { get; init; }
}

/// <summary>MBIM_MS_MICO_MODE: whether the network reaches the modem only when the modem has begun (mobile initiated connections only).</summary>
public enum MicoMode : uint
{
    Disabled = 0,
    Enabled = 1,

    /// <summary>The modem has no such mode.</summary>
    Unsupported = 2,

    /// <summary>The modem's own choice.</summary>
    Default = 3,
}

/// <summary>MBIM_MS_DRX_CYCLE: how many radio frames the modem sleeps.</summary>
public enum DrxCycle : uint
{
    NotSpecified = 0,

    /// <summary>The modem cannot ask for it.</summary>
    NotSupported = 1,
    Frames32 = 2,
    Frames64 = 3,
    Frames128 = 4,
    Frames256 = 5,
}

/// <summary>MBIM_MS_LADN_INFO: whether the modem asks for local area data networks.</summary>
public enum LadnInfo : uint
{
    NotNeeded = 0,
    Requested = 1,
}

/// <summary>MBIM_MS_DEFAULT_PDU_ACTIVATION_HINT: whether the host will activate the default session.</summary>
public enum DefaultPduActivationHint : uint
{
    Unlikely = 0,
    Likely = 1,
}

/// <summary>Whether the modem registers at once, if the parameters are others than those with which it has registered.</summary>
public enum ReRegistration : uint
{
    /// <summary>They are for the next registration.</summary>
    No = 0,
    IfNeeded = 1,
}
