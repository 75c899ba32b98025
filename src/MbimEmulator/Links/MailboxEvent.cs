namespace MbimEmulator.Links;

/// <summary>One event of a modem or its service.</summary>
/// <param name="Receiver">The receiver that handles the event.</param>
/// <param name="Kind">The kind of the event.</param>
/// <param name="Link">The link that it happened on, if any.</param>
/// <param name="Transfer">The transfer of a <see cref="MailboxEventKind.ControlTransfer"/> or <see cref="MailboxEventKind.DataTransfer"/>.</param>
/// <param name="Action">The action of an <see cref="MailboxEventKind.Invoke"/>.</param>
internal readonly record struct MailboxEvent(
    IMailboxReceiver Receiver, MailboxEventKind Kind, ModemLink? Link = null, Transfer Transfer = default, Action? Action = null)
{
    /// <summary>The transfer was handled: its memory is given back, and the link takes another one.</summary>
    public void EndTransfer()
    {
        if (Kind == MailboxEventKind.ControlTransfer)
        {
            Transfer.Dispose();
            Link!.TransferHandled();
        }
        else if (Kind == MailboxEventKind.DataTransfer)
        {
            Transfer.Dispose();
            Link!.Data.TransferHandled();
        }
    }
}
