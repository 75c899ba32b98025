namespace MbimEmulator.Links;

/// <summary>What kind of carrier a link has.</summary>
public enum CarrierKind
{
    /// <summary>A socket or pipe: it can be closed.</summary>
    Stream,

    /// <summary>A PTY: it cannot be closed, its slave comes and goes.</summary>
    Pty,

    /// <summary>A client in the same process.</summary>
    InProcess,
}

/// <summary>How a link is made.</summary>
public sealed record ModemLinkOptions
{
    /// <summary>Names the holder for people, such as "pipe modem0 #3".</summary>
    public required string Name { get; init; }

    /// <summary>The carrier.</summary>
    public CarrierKind Carrier { get; init; } = CarrierKind.InProcess;
}

/// <summary>The one seam between a host's carrier and the function: ordered transfers both ways.</summary>
public sealed class ModemLink
{
    /// <summary>
    /// Asks for the host's place; waits up to the group's handover grace while another link holds it. False when refused:
    /// <see cref="CloseReason"/> names the holder.
    /// </summary>
    public ValueTask<bool> AttachAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>One control transfer from the host; the link owns it from here on.</summary>
    public void Send(Transfer transfer) => throw new NotImplementedException();

    /// <summary>Completes when the function takes more input: a carrier awaits it before each read, which is how back-pressure reaches the host.</summary>
    public ValueTask WaitToSendAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Takes the next control transfer to the host; the caller disposes it.</summary>
    public bool TryReceive(out Transfer transfer) => throw new NotImplementedException();

    /// <summary>Completes with true when a transfer waits, with false when the link is closed and drained.</summary>
    public ValueTask<bool> WaitToReceiveAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Why the link is closed; null while it is open.</summary>
    public string? CloseReason => throw new NotImplementedException();

    /// <summary>The carrier is gone: the place is free, the MBIM session stays.</summary>
    public void Detach(string reason) => throw new NotImplementedException();
}
