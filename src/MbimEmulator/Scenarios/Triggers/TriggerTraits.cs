namespace MbimEmulator.Scenarios;

/// <summary>What a trigger brings, for actions to act on.</summary>
[Flags]
internal enum TriggerTraits
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Whatever crosses.</summary>
    Traffic = 1,

    /// <summary>A whole message.</summary>
    Message = 2,

    /// <summary>A whole message that goes to the host.</summary>
    Outgoing = 4,

    /// <summary>A whole message that the function sends to its host.</summary>
    OfFunction = 8,

    /// <summary>A message with a device service and a CID.</summary>
    WithCid = 16,

    /// <summary>A message to the host that can be fragmented.</summary>
    Fragmentable = 32,

    /// <summary>A message that is answered, or answers.</summary>
    Answered = 64,

    /// <summary>An mbnapi call.</summary>
    Call = 128,

    /// <summary>The return of a call.</summary>
    Return = 256,

    /// <summary>The completion of a call, or an event.</summary>
    Completion = 512,

    /// <summary>A command APDU, or the card's answer to it.</summary>
    Apdu = 1024,
}
