using MbimProtocol.Host;

namespace MbimEmulator.Links;

/// <content>What the carrier, or the client in the same process, is called with. What it throws is a bug that ends this link and nothing else.</content>
public sealed partial class ModemLink
{
    private volatile TransferReceived? _received;
    private Action? _ended;

    /// <summary>Whether the link takes a transfer for certain, as one that hands over in the mailbox mostly does; where not, wait for it.</summary>
    internal bool MaySend => _received is not null && CloseReason is null && _inbound.HasRoom;

    /// <summary>
    /// From here on transfers to the host are handed over in the mailbox instead of waiting to be received; first those that wait already. The
    /// change is an event of the mailbox, as all sending is: no transfer is both queued and handed over.
    /// </summary>
    internal void BeginPush(TransferReceived received, Action ended) =>
        _mailbox.PostAndHandle(new MailboxEvent(_receiver, MailboxEventKind.Invoke, this, Action: () =>
        {
            while (TryReceive(out var transfer))
            {
                Push(received, transfer);
            }

            _received = received;
            Volatile.Write(ref _ended, ended);
            if (CloseReason is not null)
            {
                EndPush();
            }
        }));

    /// <summary>A carrier has handled something of the link and failed: that is a bug, which ends the link alone.</summary>
    internal void Fail(Exception bug, string what)
    {
        Mailbox.Report(_receiver.Logger, bug, $"{what} of {Options.Name}");
        Close(Mailbox.ReasonOf(bug));
    }

    /// <summary>Asks the carrier whether the peer is gone already, or gives its place up.</summary>
    internal bool IsPeerGone()
    {
        try
        {
            return Options.IsPeerGone?.Invoke() == true;
        }
        catch (Exception bug)
        {
            Fail(bug, nameof(ModemLinkOptions.IsPeerGone));
            return true;
        }
    }

    /// <summary>Tells the carrier that something waits for it.</summary>
    internal void TellQueued()
    {
        if (Options.TransferQueued is { } queued)
        {
            TellQueued(queued);
        }
    }

    // Apart, so that links without such a carrier pay for nothing but the question.
    private void TellQueued(Action queued)
    {
        try
        {
            queued();
        }
        catch (Exception bug)
        {
            Fail(bug, nameof(ModemLinkOptions.TransferQueued));
        }
    }

    // Whoever closes a link, in whatever thread, is not to blame for what those throw who are told of it.
    private void TellClosed()
    {
        Tell(EndPush);
        Tell(Options.Closed);
    }

    private void Tell(Action? closed)
    {
        try
        {
            closed?.Invoke();
        }
        catch (Exception bug)
        {
            Mailbox.Report(_receiver.Logger, bug, $"{nameof(ModemLinkOptions.Closed)} of {Options.Name}");
        }
    }

    private void EndPush() => Interlocked.Exchange(ref _ended, null)?.Invoke();

    private void Push(TransferReceived received, Transfer transfer)
    {
        try
        {
            received(transfer.Span);
        }
        catch (Exception bug)
        {
            Fail(bug, "the client in the same process");
        }
        finally
        {
            transfer.Dispose();
        }
    }
}
