using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimProtocol.Messages;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator.Recording;

/// <summary>
/// Stands between hosts and a modem that is elsewhere: what a host's link sends goes to the modem, what the modem sends goes to the link that has the
/// place, and both are shown in the order in which they crossed. One host at a time, as on a function.
/// </summary>
/// <param name="name">The modem's name in log messages.</param>
/// <param name="send">Takes a transfer for the modem, in order, and calls back, from any thread, when it has gone. It does not wait.</param>
/// <param name="show">Is shown each transfer, in order; the bytes are the caller's again afterwards.</param>
/// <param name="time">The clock to use; TimeProvider.System for real time.</param>
/// <param name="logger">Is told of bugs; nobody is when it is null.</param>
public sealed class ModemRelay(string name, Action<Transfer, Action> send, TransferShown show, TimeProvider time, ILogger? logger = null) : IMailboxReceiver
{
    private readonly Mailbox _mailbox = new(work: null);
    private readonly long _begin = time.GetTimestamp();
    private ModemLink? _holder;
    private long _number;
    private string? _end;

    /// <summary>Called when the link that had the place has gone.</summary>
    public Action HostLeft { get; set; } = static () => { };

    /// <summary>Makes a link for one connection of a host.</summary>
    public ModemLink CreateLink(ModemLinkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new ModemLink(options, _mailbox, this, time);
    }

    /// <summary>A transfer of the modem; the relay owns it from here on.</summary>
    public void Receive(Transfer transfer) => _mailbox.Post(new MailboxEvent(this, MailboxEventKind.Invoke, Action: () => ToHost(transfer)));

    /// <summary>The modem is gone, or the relay is not wanted any more: links end, and new ones are refused.</summary>
    /// <returns>Completes when all that crossed before has been shown.</returns>
    public Task EndAsync(string reason) => _mailbox.InvokeAsync(this, () =>
    {
        _end ??= reason;
        _holder?.Close(_end);
        _holder = null;
    });

    ILogger IMailboxReceiver.Logger { get; } = logger ?? NullLogger.Instance;

    void IMailboxReceiver.Handle(in MailboxEvent item)
    {
        switch (item.Kind)
        {
            case MailboxEventKind.Attach:
                Attach(item.Link!);
                break;
            case MailboxEventKind.Detach when _holder == item.Link:
                _holder = null;
                HostLeft();
                break;
            case MailboxEventKind.ControlTransfer:
                ToModem(item);
                break;
            case MailboxEventKind.DataTransfer:
                item.EndTransfer();
                break;
            case MailboxEventKind.Invoke:
                item.Action!();
                break;
        }
    }

    void IMailboxReceiver.Close(in MailboxEvent item, string reason) => (item.Link ?? _holder)?.Close(reason);

    private void Attach(ModemLink link)
    {
        if (_holder is { CloseReason: null } holder && !holder.IsPeerGone())
        {
            link.Close($"{name} is in use by '{holder.Options.Name}'");
        }
        else if (_end is { } end)
        {
            link.Close(end);
        }
        else if (link.CloseReason is null)
        {
            _holder?.Close("its peer has disconnected");
            _holder = link;
            link.CompleteAttach(true);
        }
    }

    private void ToModem(in MailboxEvent item)
    {
        var isTaken = false;
        try
        {
            if (item.Link == _holder && _end is null)
            {
                show(time.GetElapsedTime(_begin), TransferDirection.ToFunction, item.Transfer.Span);
                isTaken = true;
                send(item.Transfer, item.Link!.TransferHandled);
            }
        }
        finally
        {
            if (!isTaken)
            {
                item.EndTransfer();
            }
        }
    }

    private void ToHost(Transfer transfer)
    {
        using (transfer)
        {
            show(time.GetElapsedTime(_begin), TransferDirection.ToHost, transfer.Span);

            // A host that reads nothing misses notifications; it asks for the answers itself.
            var isNotification = transfer.Length >= MessageHeader.Size && MessageHeader.Read(transfer.Span).Type == MbimMessageType.IndicateStatus;
            if (_holder is { } holder && !(isNotification && holder.IsFull))
            {
                holder.Enqueue(Transfer.Copy(transfer.Span), new OutboundMessage(++_number, OutboundKind.Answer));
            }
        }
    }
}
