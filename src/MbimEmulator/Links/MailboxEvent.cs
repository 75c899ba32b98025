namespace MbimEmulator.Links;

/// <summary>One event of a modem group.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Link">The link that it happened on, if any.</param>
/// <param name="Transfer">The transfer of a <see cref="MailboxEventKind.ControlTransfer"/>.</param>
/// <param name="Action">The action of an <see cref="MailboxEventKind.Invoke"/>.</param>
internal readonly record struct MailboxEvent(
    MailboxEventKind Kind, ModemLink? Link = null, Transfer Transfer = default, Action? Action = null);
