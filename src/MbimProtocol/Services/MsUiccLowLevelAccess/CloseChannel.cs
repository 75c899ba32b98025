using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsUiccLowLevelAccessService;

/// <summary>MBIM_MS_UICC_CLOSE_CHANNEL_INFO.</summary>
[InformationBuffer(MsUiccLowLevelAccessCid.CloseChannel, BufferKind.Response)]
public readonly partial record struct UiccCloseChannelInfo
{
    /// <summary>SW1 and SW2 of the last MANAGE CHANNEL; see <see cref="UiccStatus"/>. 9000 when a group without channels was closed.</summary>
    public uint Status { get; init; }
}

/// <summary>MBIM_MS_SET_UICC_CLOSE_CHANNEL.</summary>
[InformationBuffer(MsUiccLowLevelAccessCid.CloseChannel, BufferKind.Set)]
public readonly partial record struct SetUiccCloseChannel
{
    /// <summary>The channel, 1 to 19; 0 for all channels of the group.</summary>
    public uint Channel { get; init; }

    /// <summary>Only with channel 0.</summary>
    public uint ChannelGroup { get; init; }
}
