using MbimProtocol.Host;

namespace MbimClient;

/// <summary>How an <see cref="MbimDevice"/> is opened and used.</summary>
/// <example>
/// <code>
/// var options = new MbimDeviceOptions { ProxyDevicePath = "/dev/cdc-wdm0", CommandTimeout = TimeSpan.FromSeconds(5) };
/// await using var device = await MbimDevice.OpenAsync(stream, options);
/// </code>
/// </example>
public sealed record MbimDeviceOptions
{
    /// <summary>OPEN, CLOSE, sizes and the first transaction id.</summary>
    public MbimHostOptions Host { get; init; } = new();

    /// <summary>
    /// The device node that an mbim-proxy is to open, such as "/dev/cdc-wdm0", when the connection leads to one: PROXY_CONTROL CONFIGURATION tells
    /// it before anything else, and the version that other clients have agreed on counts from the start. A proxy that can't open the device ends
    /// the connection without an answer. Null when the connection leads to the function itself.
    /// </summary>
    public string? ProxyDevicePath { get; init; }

    /// <summary>
    /// Whether the session was opened before and left open: no OPEN is sent (mbimcli's --no-open). <see cref="MbimHostOptions.FirstTransactionId"/>
    /// then goes on behind the last one. If there is no session, commands fail with NotOpened.
    /// </summary>
    public bool IsAlreadyOpen { get; init; }

    /// <summary>Whether the session stays open when the device is closed or disposed: no CLOSE is sent (mbimcli's --no-close).</summary>
    public bool LeaveOpen { get; init; }

    /// <summary>How long a command may stay unanswered; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many notifications wait for a slow reader of <see cref="MbimDevice.Notifications"/>, or for a slow handler, before the oldest is
    /// dropped.
    /// </summary>
    public int NotificationCapacity { get; init; } = 256;

    /// <summary>Takes every notification where it arrives, in order with the answers, instead of the device's queues. Called by the reader.</summary>
    internal IndicationHandler? Indicated { get; init; }

    /// <summary>Called once, when the connection has ended and every request was told.</summary>
    internal Action? Ended { get; init; }

    /// <summary>Time.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
