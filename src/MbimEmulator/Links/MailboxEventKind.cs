namespace MbimEmulator.Links;

/// <summary>What happened to a modem group.</summary>
internal enum MailboxEventKind
{
    /// <summary>A control transfer came from a host.</summary>
    ControlTransfer,

    /// <summary>A link asks for the host's place.</summary>
    Attach,

    /// <summary>A link's carrier is gone.</summary>
    Detach,

    /// <summary>A timer may be due.</summary>
    ClockDue,

    /// <summary>An action of the application.</summary>
    Invoke,

    /// <summary>The group ends.</summary>
    Stop,
}
