using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsUiccLowLevelAccessService;

/// <summary>
/// MBIM_MS_UICC_OPEN_CHANNEL_INFO. With the statuses MS_UICC_NO_LOGICAL_CHANNELS and MS_UICC_SELECT_FAILED it has the status words alone, and zeros;
/// with any other failing status the buffer is empty.
/// </summary>
[InformationBuffer(MsUiccLowLevelAccessCid.OpenChannel, BufferKind.Response)]
public readonly partial record struct UiccOpenChannelInfo
{
    /// <summary>SW1 and SW2 of SELECT, or of the MANAGE CHANNEL that failed; see <see cref="UiccStatus"/>.</summary>
    public uint Status { get; init; }

    /// <summary>The channel, 1 to 19; 0 when none was opened.</summary>
    public uint Channel { get; init; }

    /// <summary>What SELECT answered, at most 256 bytes.</summary>
    [Layout(FieldLayout.SizeThenOffsetBytes)]
    public MbimArray<byte> Response { get; init; }
}

/// <summary>MBIM_MS_SET_UICC_OPEN_CHANNEL.</summary>
[InformationBuffer(MsUiccLowLevelAccessCid.OpenChannel, BufferKind.Set)]
public readonly partial record struct SetUiccOpenChannel
{
    /// <summary>The application to select, at most 32 bytes.</summary>
    [Layout(FieldLayout.SizeThenOffsetBytes)]
    public MbimArray<byte> AppId { get; init; }

    /// <summary>P2 of SELECT, 0 to 255.</summary>
    public uint SelectP2Arg { get; init; }

    /// <summary>Chosen by the host, to close the channels of a group together.</summary>
    public uint ChannelGroup { get; init; }
}
