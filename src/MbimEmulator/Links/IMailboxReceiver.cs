namespace MbimEmulator.Links;

/// <summary>Who handles events of a mailbox.</summary>
internal interface IMailboxReceiver
{
    /// <summary>Handles one event. It does not throw and does not wait.</summary>
    void Handle(in MailboxEvent item);
}
