using MbimProtocol.Messages;

namespace MbimClient;

/// <summary>A request ended with a protocol error: the function refused the message, or its answer's transfers were wrong.</summary>
public sealed class MbimProtocolErrorException : MbimException
{
    internal MbimProtocolErrorException(string request, MbimProtocolError error, bool isFromFunction)
        : base(isFromFunction
            ? $"{request} was refused with FUNCTION_ERROR {error}.{Advice(error)}"
            : $"The answer to {request} was dropped with HOST_ERROR {error}: its fragments or lengths were wrong. Send the command again.")
    {
        Error = error;
        IsFromFunction = isFromFunction;
    }

    /// <summary>The error; may hold an undefined value.</summary>
    public MbimProtocolError Error { get; }

    /// <summary>True for FUNCTION_ERROR, false for what this host found and told the function.</summary>
    public bool IsFromFunction { get; }

    private static string Advice(MbimProtocolError error) => error switch
    {
        MbimProtocolError.NotOpened => " The function's session is closed: open a new device.",
        MbimProtocolError.MaxTransfer => " Open with another MaxControlTransfer.",
        MbimProtocolError.Unknown => " The function should be reset.",
        _ => " Send the command again.",
    };
}
