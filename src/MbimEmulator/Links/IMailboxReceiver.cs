using Microsoft.Extensions.Logging;

namespace MbimEmulator.Links;

/// <summary>Who handles events of a mailbox.</summary>
internal interface IMailboxReceiver
{
    /// <summary>Is told of bugs.</summary>
    ILogger Logger { get; }

    /// <summary>Handles one event. It does not wait. What it throws is a bug, which the mailbox logs before it calls <see cref="Close"/>.</summary>
    void Handle(in MailboxEvent item);

    /// <summary>Closes what an event belongs to that could not be handled, so that whoever sees the effect of a bug is told at once; all else goes on.</summary>
    void Close(in MailboxEvent item, string reason);
}
