namespace MbimEmulator.Links;

/// <summary>How a USB function treats a control transfer to its host; on other carriers there is only one way.</summary>
public enum EncapsulatedResponse
{
    /// <summary>RESPONSE_AVAILABLE, then the transfer answers GET_ENCAPSULATED_RESPONSE.</summary>
    Announced,

    /// <summary>RESPONSE_AVAILABLE is lost: the transfer answers a GET_ENCAPSULATED_RESPONSE that was meant for another.</summary>
    NotAnnounced,

    /// <summary>GET_ENCAPSULATED_RESPONSE is answered with a STALL, and the transfer is gone.</summary>
    Stalled,

    /// <summary>GET_ENCAPSULATED_RESPONSE is answered with nothing, and the transfer is gone.</summary>
    Empty,
}
