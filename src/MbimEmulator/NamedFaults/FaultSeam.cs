namespace MbimEmulator.NamedFaults;

/// <summary>Where a fault sits, from the outermost inwards.</summary>
public enum FaultSeam
{
    /// <summary>The carrier: hang-ups, stalls, re-enumeration, the shape of writes.</summary>
    Carrier,

    /// <summary>Transfers: lengths, garbage, concatenation.</summary>
    Transfer,

    /// <summary>Messages: fragments, transaction ids, loss, delay, order.</summary>
    Message,

    /// <summary>Answers: status and fields.</summary>
    Answer,

    /// <summary>The modem's state.</summary>
    State,

    /// <summary>mbnapi calls, returns and completions.</summary>
    Call,

    /// <summary>The data plane.</summary>
    Data,

    /// <summary>Command APDUs and the SIM's answers.</summary>
    Card,
}
