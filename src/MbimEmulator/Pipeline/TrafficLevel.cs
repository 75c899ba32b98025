namespace MbimEmulator.Pipeline;

/// <summary>What a piece of traffic is.</summary>
internal enum TrafficLevel
{
    /// <summary>A whole MBIM message between host and function.</summary>
    Message,

    /// <summary>A whole message of the Mobile Broadband service: a call, its return, a completion.</summary>
    Call,

    /// <summary>One control transfer.</summary>
    Transfer,

    /// <summary>One NTB.</summary>
    Block,

    /// <summary>A datagram of the data plane.</summary>
    Datagram,

    /// <summary>A command APDU to the card, or the card's answer to it.</summary>
    Apdu,
}
