using MbimProtocol.Framing;

namespace MbimProtocol.Host;

/// <summary>How a host opens, closes and bounds what it receives.</summary>
public sealed record MbimHostOptions
{
    /// <summary>The MaxControlTransfer of OPEN: the largest transfer in bytes both ways, from 64 up.</summary>
    public uint MaxControlTransfer { get; init; } = 4096;

    /// <summary>How long an OPEN may stay unanswered before the next one is sent, under a new transaction id.</summary>
    public TimeSpan OpenRetryInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long opening may take with all its repetitions.</summary>
    public TimeSpan OpenTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a CLOSE may stay unanswered; the session counts as closed then.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest answer or notification, in bytes, that is put together from fragments.</summary>
    public int MaxMessageLength { get; init; } = (int)MessageFramer.ProxyMaxLength;

    /// <summary>The first transaction id; 0 counts as 1.</summary>
    public uint FirstTransactionId { get; init; } = 1;
}
