using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsSarService;

/// <summary>MBIM_MS_TRANSMISSION_STATUS_INFO.</summary>
[InformationBuffer(MsSarCid.TransmissionStatus, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
public readonly partial record struct TransmissionStatusInfo
{
    public TransmissionNotification ChannelNotification { get; init; }

    public TransmissionState TransmissionStatus { get; init; }

    /// <inheritdoc cref="SetTransmissionStatus.HysteresisTimer"/>
    public uint HysteresisTimer { get; init; }
}

/// <summary>MBIM_MS_SET_TRANSMISSION_STATUS.</summary>
[InformationBuffer(MsSarCid.TransmissionStatus, BufferKind.Set)]
public readonly partial record struct SetTransmissionStatus
{
    public TransmissionNotification ChannelNotification { get; init; }

    /// <summary>Seconds without any transmission until the status is inactive, 1 to 5.</summary>
    public uint HysteresisTimer { get; init; }
}

/// <summary>MBIM_MS_TRANSMISSION_STATUS_NOTIFICATION: whether the host is told when transmission begins and ends.</summary>
public enum TransmissionNotification : uint
{
    Disabled = 0,
    Enabled = 1,
}

/// <summary>MBIM_MS_TRANSMISSION_STATUS.</summary>
public enum TransmissionState : uint
{
    /// <summary>Nothing was transmitted for the time of the hysteresis.</summary>
    Inactive = 0,

    Active = 1,
}
