using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsBasicConnectExtensionsService;

/// <summary>MBIM_MS_SLOT_INFO_REQ (Microsoft, "MB Multi-SIM operations").</summary>
[InformationBuffer(MsBasicConnectExtensionsCid.SlotInfoStatus, BufferKind.Query)]
public readonly partial record struct SlotInfoRequest
{
    /// <summary>The slot, from 0.</summary>
    public uint SlotIndex { get; init; }
}

/// <summary>MBIM_MS_SLOT_INFO.</summary>
[InformationBuffer(MsBasicConnectExtensionsCid.SlotInfoStatus, BufferKind.Response | BufferKind.Notification)]
public readonly partial record struct SlotInfo
{
    /// <summary>The slot, from 0.</summary>
    public uint SlotIndex { get; init; }

    public UiccSlotState State { get; init; }
}

/// <summary>MBIM_MS_UICC_SLOT_STATE: a slot together with the card in it, which may be ready while it still wants its PIN.</summary>
public enum UiccSlotState : uint
{
    /// <summary>The modem is starting.</summary>
    Unknown = 0,

    /// <summary>No power and no card.</summary>
    OffEmpty = 1,

    /// <summary>No power.</summary>
    Off = 2,

    /// <summary>No card.</summary>
    Empty = 3,

    /// <summary>The card has power and is not ready yet.</summary>
    NotReady = 4,

    /// <summary>The card is ready.</summary>
    Active = 5,

    /// <summary>The card cannot be used until it is reset.</summary>
    Error = 6,

    /// <summary>The card is an eSIM with a profile, and ready.</summary>
    ActiveEsim = 7,

    /// <summary>The card is an eSIM without a profile in force, and ready.</summary>
    ActiveEsimNoProfiles = 8,
}
