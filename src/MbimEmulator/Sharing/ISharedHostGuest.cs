using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Sharing;

/// <summary>
/// Somebody who uses the modem through its shared host, in a protocol of its own. The calls come in the mailbox, from inside the shared host:
/// new commands may be given from them, but nobody may come or go.
/// </summary>
internal interface ISharedHostGuest
{
    /// <summary>Whether it has left already, though nobody has said so yet; must not block.</summary>
    bool IsGone { get; }

    /// <summary>How many of its commands may wait for the function; one more is answered BUSY.</summary>
    int MaxQueuedCommands { get; }

    /// <summary>Whether it takes the data of the device service streams that it opens itself.</summary>
    bool TakesData { get; }

    /// <summary>The function had closed by itself, and is being opened again: commands wait. <see cref="Ready"/> or <see cref="Lost"/> follows.</summary>
    void Reopening();

    /// <summary>The function is open and answers: for the first time, or again after it had closed by itself.</summary>
    void Ready();

    /// <summary>The shared host does not get, or has lost, the function; the guest is no guest any more.</summary>
    void Lost(string reason);

    /// <summary>A command of this guest ended. The completion is valid during the call; its transaction id is not the guest's.</summary>
    /// <param name="transactionId">What the guest gave with the command.</param>
    /// <param name="completion">The outcome of the request.</param>
    void Completed(uint transactionId, in HostCompletion completion);

    /// <summary>A notification that the guest subscribed to; valid during the call.</summary>
    void Indicated(in MbimMessage indication);

    /// <summary>A datagram of a device service stream that the guest opened; valid during the call.</summary>
    void DataReceived(byte dssSessionId, ReadOnlySpan<byte> datagram);

    /// <summary>The layouts that the function speaks from here on have changed, because a guest agreed on others or the session is a new one.</summary>
    void VersionChanged(MbimVersion version);
}
