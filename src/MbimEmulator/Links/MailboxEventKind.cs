namespace MbimEmulator.Links;

/// <summary>What happened.</summary>
internal enum MailboxEventKind
{
    /// <summary>A control transfer came from a host.</summary>
    ControlTransfer,

    /// <summary>A data transfer (an NTB) came from a host.</summary>
    DataTransfer,

    /// <summary>A link asks for the host's place.</summary>
    Attach,

    /// <summary>A link's carrier is gone.</summary>
    Detach,

    /// <summary>A timer may be due.</summary>
    ClockDue,

    /// <summary>An action of the application.</summary>
    Invoke,

    /// <summary>The receiver ends.</summary>
    Stop,
}
