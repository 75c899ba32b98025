namespace MbimProtocol.Framing;

/// <summary>What <see cref="MessageFramer"/> found at the start of a byte stream.</summary>
public enum FramingStatus
{
    /// <summary>The message is not whole yet; read more bytes and ask again.</summary>
    More,

    /// <summary>One message was taken off.</summary>
    Done,

    /// <summary>The stream is broken: no message can begin like this, and where the next one begins cannot be known.</summary>
    Invalid,
}
