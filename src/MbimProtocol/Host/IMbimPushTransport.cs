namespace MbimProtocol.Host;

/// <summary>
/// A transport that can hand over what it receives by itself, in whatever thread it comes about: a query to a modem in the same process is then
/// answered before the call that sends it returns.
/// </summary>
public interface IMbimPushTransport : IMbimTransport
{
    /// <summary>Where the client keeps what it has under way when the modem's time is virtual; null when time goes by itself.</summary>
    IWorkQueue? Work => null;

    /// <summary>
    /// Begins to hand over; in place of <see cref="IMbimTransport.ReceiveAsync"/>, and before anything is sent.
    /// </summary>
    /// <param name="received">Takes each transfer, in order and never two at once; valid during the call. It must not wait.</param>
    /// <param name="ended">Called once, when nothing more will come.</param>
    void Begin(TransferReceived received, Action ended);
}

/// <summary>Takes one transfer.</summary>
/// <param name="transfer">Its bytes, valid during the call.</param>
public delegate void TransferReceived(ReadOnlySpan<byte> transfer);
