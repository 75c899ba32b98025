namespace MbimProtocol.Host;

/// <summary>What the host believes of the function's MBIM session.</summary>
public enum MbimHostState
{
    /// <summary>No session.</summary>
    Closed,

    /// <summary>OPEN was sent.</summary>
    Opening,

    /// <summary>Commands may be sent.</summary>
    Open,

    /// <summary>CLOSE was sent.</summary>
    Closing,
}
