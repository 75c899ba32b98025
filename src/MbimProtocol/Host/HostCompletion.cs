using MbimProtocol.Messages;

namespace MbimProtocol.Host;

/// <summary>The end of one request: OPEN, CLOSE or a COMMAND. Valid during the call that brings it.</summary>
public readonly ref struct HostCompletion
{
    /// <summary>What was asked: <see cref="MbimMessageType.Open"/>, <see cref="MbimMessageType.Close"/> or <see cref="MbimMessageType.Command"/>.</summary>
    public MbimMessageType Request { get; init; }

    /// <summary>How it ended.</summary>
    public HostOutcome Outcome { get; init; }

    /// <summary>The request's transaction id.</summary>
    public uint TransactionId { get; init; }

    /// <summary>A COMMAND's device service.</summary>
    public Guid DeviceServiceId { get; init; }

    /// <summary>A COMMAND's command id.</summary>
    public uint Cid { get; init; }

    /// <summary>The function's status, when Answered.</summary>
    public MbimStatus Status { get; init; }

    /// <summary>The error, when FunctionError or HostError.</summary>
    public MbimProtocolError ProtocolError { get; init; }

    /// <summary>What is malformed, when Malformed.</summary>
    public MbimFormatError FormatError { get; init; }

    /// <summary>The information buffer, when Answered; it may be filled with a failing status too.</summary>
    public ReadOnlySpan<byte> InformationBuffer { get; init; }
}
