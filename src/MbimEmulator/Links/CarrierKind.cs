namespace MbimEmulator.Links;

/// <summary>What kind of carrier a link has.</summary>
public enum CarrierKind
{
    /// <summary>A socket or pipe: it can be closed, and is when its peer takes nothing for 30 s.</summary>
    Stream,

    /// <summary>A PTY: it cannot be closed, its slave comes and goes. The link ends behind CLOSE_DONE; the next byte needs a new link.</summary>
    Pty,

    /// <summary>USB: one transfer of the bus for each transfer of the link, data beside control. It is never closed for taking nothing.</summary>
    Usb,

    /// <summary>A client in the same process.</summary>
    InProcess,
}
