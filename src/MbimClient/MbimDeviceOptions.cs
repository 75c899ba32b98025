using MbimProtocol.Host;

namespace MbimClient;

/// <summary>How an <see cref="MbimDevice"/> is opened and used.</summary>
public sealed record MbimDeviceOptions
{
    /// <summary>OPEN, CLOSE, sizes and the first transaction id.</summary>
    public MbimHostOptions Host { get; init; } = new();

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
