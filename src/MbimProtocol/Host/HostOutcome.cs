namespace MbimProtocol.Host;

/// <summary>How a request of the host ended.</summary>
public enum HostOutcome
{
    /// <summary>The function answered: <see cref="HostCompletion.Status"/> and <see cref="HostCompletion.InformationBuffer"/> are its words.</summary>
    Answered,

    /// <summary>The function answered with FUNCTION_ERROR: <see cref="HostCompletion.ProtocolError"/>.</summary>
    FunctionError,

    /// <summary>The answer's transfers were wrong; <see cref="HostCompletion.ProtocolError"/> was sent to the function as HOST_ERROR.</summary>
    HostError,

    /// <summary>The answer is not one to this request, or can't be read: <see cref="HostCompletion.FormatError"/>.</summary>
    Malformed,

    /// <summary>No answer came in time; a command was cancelled at the function.</summary>
    TimedOut,

    /// <summary>The caller cancelled.</summary>
    Cancelled,

    /// <summary>The host closed the session.</summary>
    Closed,

    /// <summary>The connection to the function is gone.</summary>
    Disconnected,
}
